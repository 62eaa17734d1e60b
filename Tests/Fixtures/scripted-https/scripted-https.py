#!/usr/bin/env python3
"""A server of HTTPS, or of HTTP, on 127.0.0.1 that answers what it is told: scripted-https.py SCRIPT LOG [CERTIFICATE].

SCRIPT is a JSON list with one entry a request, the last one for all that follow: {"send": "raw answer", "times": N of it,
"wait": seconds before it, "close": true}. An entry without "send" closes the line at once. LOG gets a line `CONNECT` for each
line that was opened, and each request as one JSON string. The first line on standard output is {"port": N}.
"""
import json
import socket
import ssl
import sys
import threading
import time

with open(sys.argv[1], encoding="utf-8") as file:
    script = json.load(file)
lock = threading.Lock()
log = open(sys.argv[2], "a", encoding="utf-8", buffering=1)
place = 0


def next_entry():
    global place
    with lock:
        entry = script[min(place, len(script) - 1)]
        place += 1
        return entry


def request(line):
    """The bytes of one request; none where the line is closed."""
    whole = b""
    while b"\r\n\r\n" not in whole:
        part = line.recv(65536)
        if not part:
            return b""
        whole += part
        if whole[0] == 0x16:
            # The beginning of TLS, where none is spoken.
            line.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return b""
    head, _, body = whole.partition(b"\r\n\r\n")
    sizes = [int(field.split(b":")[1]) for field in head.split(b"\r\n") if field.lower().startswith(b"content-length:")]
    while sizes and len(body) < sizes[0]:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


def serve(line):
    try:
        if len(sys.argv) > 3:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[3])
            line = context.wrap_socket(line, server_side=True)
        with lock:
            log.write("CONNECT\n")
        while True:
            said = request(line)
            if not said:
                return
            with lock:
                log.write(json.dumps(said.decode("latin-1")) + "\n")
            entry = next_entry()
            time.sleep(entry.get("wait", 0))
            if "send" not in entry:
                return
            for _ in range(entry.get("times", 1)):
                line.sendall(entry["send"].encode())
            if entry.get("close"):
                return
    except OSError:
        return
    finally:
        try:
            line.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        line.close()


door = socket.create_server(("127.0.0.1", 0))
print(json.dumps({"port": door.getsockname()[1]}), flush=True)
while True:
    threading.Thread(target=serve, args=(door.accept()[0],), daemon=True).start()
