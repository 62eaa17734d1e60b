"""HTTP/1.1 with kept lines over TLS: reads a call, lets the service answer it, and fails on the way where it is told to."""
import email.utils
import http.server
import json
import re
import socket
import ssl
import threading
import time
import urllib.parse

from . import control, faults

LOGIN_PAGE = b"""<!DOCTYPE html>
<html><head><title>Login</title></head><body><form method="post"><input name="user"><input name="password"
type="password"></form></body></html>
"""


class Answer:
    """A body that is no bytes becomes JSON."""

    def __init__(self, status, body=None, headers=None, kind="application/json; charset=utf-8"):
        self.status, self.headers, self.kind = status, dict(headers or {}), kind
        self.body = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()


class Request:
    def __init__(self, method, target, headers, body):
        url = urllib.parse.urlsplit(target)
        self.method, self.path, self.target, self.headers = method, url.path, target, headers
        self.parts = [urllib.parse.unquote(part) for part in url.path.split("/")[1:]]
        self.query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        self.params = dict(self.query)
        kind = headers.get("Content-Type", "")
        if body and "json" in kind:
            said = json.loads(body)
            self.params.update(said if isinstance(said, dict) else {})
        elif body:
            for name, value in urllib.parse.parse_qsl(body.decode(), keep_blank_values=True):
                if name.endswith("[]"):
                    self.params.setdefault(name[:-2], []).append(value)
                else:
                    self.params[name] = value
        self.faults = set()

    def hides(self, key):
        return key == "password" or self.params.get("key") == "password"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 300

    def setup(self):
        if isinstance(self.request, ssl.SSLSocket):
            self.request.settimeout(20)
            self.request.do_handshake()
        super().setup()

    def log_message(self, format, *arguments):
        pass

    def act(self):
        try:
            size = int(self.headers.get("Content-Length") or 0)
            request = Request(self.command, self.path, self.headers, self.rfile.read(size))
        except ValueError as error:
            return self.send(Answer(400, {"message": str(error)}))
        if request.path.startswith("/_double/"):
            return self.send(control.answer(self.server, request))
        store = self.server.store
        with store.lock:
            request.faults = self.server.faults.now(request)
            store.reads += request.method == "GET"
            answer = self.early(request)
            if answer is None:
                answer = self.server.service.answer(request)
            if request.method != "GET" and answer is not None:
                store.did(request, answer.status, ",".join(sorted(request.faults)))
        if "stall" in request.faults:
            self.server.ended.wait(120)
            self.close_connection = True
        elif "delete-then-cut" in request.faults and request.method == "DELETE":
            self.hang_up()
        else:
            self.send(answer, request.faults)

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = act

    def early(self, request):
        """What comes instead of any answer of the service."""
        here = request.faults
        if "stall" in here:
            return Answer(0)
        if "http500" in here:
            return Answer(500, b"<html><body>Internal Server Error</body></html>", kind="text/html; charset=utf-8")
        if request.path in ("/index.php/login", "/users/sign_in", "/user/login") or "html" in here:
            return Answer(200, LOGIN_PAGE, kind="text/html; charset=utf-8")
        if "redirect-login" in here:
            return Answer(302, b"", {"Location": self.server.service.login_page}, kind="text/html; charset=utf-8")
        if "rate-limit" in here:
            return Answer(429, b"Retry later\n", {"Retry-After": "1"}, kind="text/plain")
        return None

    def send(self, answer, here=frozenset()):
        date = time.time() - (3600 if "clock-off" in here else 0)
        reason = self.responses.get(answer.status, ("Unknown",))[0]
        lines = [f"HTTP/1.1 {answer.status} {reason}", f"Date: {email.utils.formatdate(date, usegmt=True)}",
                 f"Content-Length: {len(answer.body)}"]
        if answer.body:
            lines.append(f"Content-Type: {answer.kind}")
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        try:
            if "cut-answer" in here:
                self.wfile.write(head + answer.body[:len(answer.body) // 2])
                return self.hang_up()
            self.wfile.write(head + answer.body)
        except OSError:
            self.close_connection = True

    def hang_up(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, service, store, rules, certificate=None, key=None):
        self.service, self.store, self.faults, self.ended = service, store, rules, threading.Event()
        super().__init__(("127.0.0.1", port), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def server_bind(self):
        # Without the base class's look-up of this machine's name.
        http.server.socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request, address):
        """A client that hung up is what many tests do on purpose."""


def page_number(text, default, highest=None):
    value = int(text) if re.fullmatch(r"\d+", text or "") and int(text) > 0 else default
    return min(value, highest) if highest else value
