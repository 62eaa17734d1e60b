#!/usr/bin/env python3
"""A small FTP server that fails on purpose.

fault-ftp.py PORT ROOT PLAN LOG

ROOT is the space; the user is `licorne`, the password `corne`. LOG gets every command, one a line. PLAN is a JSON
object, read again before every command when the file is another one (replace it by a rename):

  mode          "dedibackup": only that provider's commands, anything else is 502 and the end of the line; no TLS
  features      what FEAT says; ["MLSD"] also allows MLSD. null: FEAT is unknown
  unknown       commands that are refused with 500; with "hangup": true the line ends then
  connections   so many at once, then 421
  quota_files, quota_bytes   with "full": "552" (default), "reset" (cut, file removed) or "late" (552 at the end)
  rules         a list of {"at": COMMAND, "path": PART, "times": N (1), "skip": N (0), "do": DEED, ...}:
    reply (text, close)     answer this instead of acting
    cut (how: fin | rst, byte, damage)   end data and control line after that many bytes of the transfer, or at once;
                            damage: the last byte is stored wrong
    drop (keep)             take everything, keep the first bytes, answer 226
    lie426 (code)           keep everything, answer 426
    delay (seconds)         before the last reply        hang   never answer again
    flip (byte)             change a bit while storing   slow (rate)   bytes a second
    hold (byte)             STOR takes no more after that many bytes, until there is another plan
    forget                  RNTO says 250 and does nothing; DELE too
    listing (omit, add, reverse, resize: {name: size}, cut: bytes, says)   a listing that lies
"""
import json
import os
import socket
import struct
import sys
import threading
import time

PORT, ROOT, PLAN, LOG = int(sys.argv[1]), os.path.realpath(sys.argv[2]), sys.argv[3], sys.argv[4]
DEDIBACKUP = set(
    "ABOR ACCT APPE CDUP CWD DELE FEAT LIST MDTM MKD MODE NLST NOOP PASS PASV PORT PWD QUIT RETR REST RNFR RNTO RMD"
    " SITE SIZE SMNT STAT STOR SYST TYPE USER XCUP XCWD XMKD XPWD XRMD".split())
lock = threading.Lock()
sessions = 0


class Plan:
    def __init__(self):
        self.stamp, self.all, self.used = None, {}, {}

    def fresh(self):
        try:
            info = os.stat(PLAN)
            if (info.st_mtime_ns, info.st_ino) != self.stamp:
                self.stamp = (info.st_mtime_ns, info.st_ino)
                with open(PLAN) as file:
                    self.all = json.load(file)
                self.used = {}
        except FileNotFoundError:
            pass
        return self.all

    def rule(self, command, path):
        with lock:
            for index, rule in enumerate(self.fresh().get("rules", [])):
                if rule["at"] != command or rule.get("path", "") not in path:
                    continue
                used = self.used.get(index, 0)
                self.used[index] = used + 1
                skip = rule.get("skip", 0)
                if used < skip or used >= skip + rule.get("times", 1):
                    continue
                return rule
        return {}


plan = Plan()


class Gone(Exception):
    pass


def cut(sock, how):
    if how == "rst":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def usage():
    sizes = [os.path.getsize(os.path.join(top, name)) for top, _, names in os.walk(ROOT) for name in names]
    return len(sizes), sum(sizes)


class Session:
    def hang_up(self, how):
        # The reader holds the line open too.
        if how == "rst":
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.input.close()
        self.sock.close()
        raise Gone

    def __init__(self, sock):
        self.sock, self.input = sock, sock.makefile("rb")
        self.where, self.renaming, self.rest, self.passive = "/", None, 0, None
        self.user, self.is_in = None, False

    def say(self, text):
        self.sock.sendall((text + "\r\n").encode())

    def real(self, path):
        path = os.path.normpath(os.path.join(self.where, path)).lstrip("/")
        return os.path.join(ROOT, path) if path else ROOT

    def run(self):
        self.say("220 fault server\x1b[31m")
        for line in self.input:
            word, _, argument = line.decode(errors="replace").rstrip("\r\n").partition(" ")
            word = word.upper()
            with lock, open(LOG, "a") as log:
                log.write((word + " " + ("***" if word == "PASS" else argument)).strip() + "\n")
            self.obey(word, argument)
            if word == "QUIT":
                return

    def obey(self, word, argument):
        settings = plan.fresh()
        if settings.get("mode") == "dedibackup" and word not in DEDIBACKUP:
            self.say("502 Command not implemented")
            raise Gone
        if word in settings.get("unknown", []):
            self.say("500 Unknown command")
            if settings.get("hangup"):
                raise Gone
            return
        rule = plan.rule(word, argument)
        deed = rule.get("do")
        if deed == "reply":
            self.say(rule["text"])
            if rule.get("close"):
                raise Gone
        elif deed == "hang":
            time.sleep(3600)
        elif deed == "cut" and word not in ("STOR", "APPE", "RETR", "LIST", "MLSD"):
            self.hang_up(rule.get("how", "fin"))
        else:
            action = getattr(self, "do_" + word, None)
            if not action or (not self.is_in and word not in ("USER", "PASS", "QUIT", "AUTH", "FEAT")):
                self.say("530 Log in first" if action else "500 Unknown command")
            else:
                action(argument, rule)

    def do_USER(self, name, rule):
        self.user = name
        self.say("331 Password")

    def do_PASS(self, password, rule):
        self.is_in = self.user == "licorne" and password == "corne"
        if self.is_in:
            self.say("230 In")
        elif plan.fresh().get("mode") == "dedibackup":
            self.say("421 Service not available")
            raise Gone
        else:
            self.say("530 Login incorrect")

    def do_FEAT(self, _, rule):
        features = plan.fresh().get("features", ["SIZE", "REST STREAM", "MLSD"])
        if plan.fresh().get("mode") == "dedibackup":
            features = ["SIZE", "REST STREAM"]
        if features is None:
            return self.say("500 Unknown command")
        self.say("211-Features:\r\n" + "".join(" %s\r\n" % name for name in features) + "211 End")

    def do_AUTH(self, _, rule): self.say("502 No TLS here")
    def do_QUIT(self, _, rule): self.say("221 Bye")
    def do_NOOP(self, _, rule): self.say("200 Yes")
    def do_SYST(self, _, rule): self.say("215 UNIX Type: L8")
    def do_TYPE(self, _, rule): self.say("200 Type set")
    def do_PWD(self, _, rule): self.say('257 "%s"' % self.where)

    def do_REST(self, offset, rule):
        self.rest = int(offset)
        self.say("350 Restarting")

    def do_CWD(self, path, rule):
        if not os.path.isdir(self.real(path)):
            return self.say("550 No such folder")
        self.where = os.path.normpath(os.path.join(self.where, path))
        self.say("250 There")

    def do_MKD(self, path, rule):
        try:
            os.mkdir(self.real(path))
            self.say('257 "%s"' % path)
        except OSError as error:
            self.say("550 %s" % error.strerror)

    def do_SIZE(self, path, rule):
        real = self.real(path)
        self.say("213 %d" % os.path.getsize(real) if os.path.isfile(real) else "550 No such file")

    def do_DELE(self, path, rule):
        if not os.path.isfile(self.real(path)):
            return self.say("550 No such file")
        if rule.get("do") != "forget":
            os.remove(self.real(path))
        self.say("250 Removed")

    def do_RNFR(self, path, rule):
        self.renaming = self.real(path)
        self.say("350 To what?" if os.path.exists(self.renaming) else "550 No such file")

    def do_RNTO(self, path, rule):
        if os.path.exists(self.real(path)):
            return self.say("550 It exists")
        if rule.get("do") != "forget":
            os.rename(self.renaming, self.real(path))
        self.last("250 Renamed", rule)

    def do_PASV(self, _, rule):
        if self.passive:
            self.passive.close()
        self.passive = socket.create_server(("127.0.0.1", 0))
        self.passive.settimeout(20)
        port = self.passive.getsockname()[1]
        # Another's address: whoever follows it gets nowhere.
        self.say("227 Entering Passive Mode (192,0,2,1,%d,%d)" % (port >> 8, port & 255))

    def do_EPSV(self, _, rule):
        self.do_PASV_quietly()
        self.say("229 Extended (|||%d|)" % self.passive.getsockname()[1])

    def do_PASV_quietly(self):
        self.passive = socket.create_server(("127.0.0.1", 0))
        self.passive.settimeout(20)

    def data(self):
        line, _ = self.passive.accept()
        self.passive.close()
        self.passive = None
        return line

    def last(self, text, rule):
        if rule.get("do") == "delay":
            time.sleep(rule["seconds"])
        if rule.get("do") == "silent":
            time.sleep(3600)
        self.say(text)

    def send(self, content, rule):
        self.say("150 Here it comes")
        line = self.data()
        end = rule.get("byte", 0) if rule.get("do") == "cut" else len(content)
        rate = rule.get("rate")
        for start in range(0, min(end, len(content)), 16384):
            line.sendall(content[start:min(start + 16384, end)])
            if rate:
                time.sleep(16384 / rate)
        if rule.get("do") == "cut":
            cut(line, rule.get("how", "fin"))
            if rule.get("lines") == "data":
                return self.last(rule.get("says", "226 Done"), rule)
            self.hang_up(rule.get("how", "fin"))
        line.close()
        self.last(rule.get("says", "226 Done"), rule)

    def do_RETR(self, path, rule):
        real, offset = self.real(path), self.rest
        self.rest = 0
        if not os.path.isfile(real):
            return self.say("550 No such file")
        with open(real, "rb") as file:
            file.seek(offset)
            self.send(file.read(), rule)

    def entries(self, path, rule):
        names = sorted(os.listdir(self.real(path)), reverse=rule.get("reverse", False))
        resize = rule.get("resize", {})
        for name in names:
            real = os.path.join(self.real(path), name)
            if rule.get("omit") and rule["omit"] in name:
                continue
            if os.path.exists(real):
                yield name, os.path.isdir(real), resize.get(name, os.path.getsize(real))

    def list(self, path, rule, form):
        if not os.path.isdir(self.real(path)):
            return self.say("550 No such folder")
        lines = [form(*entry) for entry in self.entries(path, rule)] + rule.get("add", [])
        content = "".join(line + "\r\n" for line in lines).encode()
        self.send(content[:rule.get("cut", len(content))], rule)

    def do_LIST(self, path, rule):
        self.list(path, rule, lambda name, is_folder, size: "%s 1 nobody nogroup %12d Jan 01  2020 %s" % (
            "drwxr-xr-x" if is_folder else "-rw-r--r--", size, name))

    def do_MLSD(self, path, rule):
        if "MLSD" not in (plan.fresh().get("features", ["MLSD"]) or []):
            return self.say("500 Unknown command")
        self.list(path, rule, lambda name, is_folder, size: "type=%s;size=%d; %s" % (
            "dir" if is_folder else "file", size, name))

    def refused(self, path, settings):
        """Why the file cannot be stored at all."""
        files, size = usage()
        limit = 1000 if settings.get("mode") == "dedibackup" else settings.get("quota_files")
        if limit is not None and files >= limit and not os.path.exists(self.real(path)):
            return "552 Too many files: [%s] won't be saved, make tarballes." % path
        if not os.path.isdir(os.path.dirname(self.real(path))):
            return "553 Could not create file."
        return None

    def do_APPE(self, path, rule):
        self.do_STOR(path, rule, "ab")

    def do_STOR(self, path, rule, mode="wb"):
        settings, deed = plan.fresh(), rule.get("do")
        why = self.refused(path, settings)
        if why:
            return self.say(why)
        room = settings.get("quota_bytes")
        if room is not None:
            room -= usage()[1]
        self.say("150 Send it")
        line, taken = self.data(), 0
        with open(self.real(path), mode) as file:
            while True:
                while deed == "hold" and taken >= rule.get("byte", 0) and plan.fresh() is settings:
                    time.sleep(0.02)
                part = line.recv(65536 if deed != "slow" else 4096)
                if not part:
                    break
                if deed == "cut" and taken + len(part) > rule.get("byte", 0):
                    kept = bytearray(part[:rule.get("byte", 0) - taken])
                    if kept and rule.get("damage"):
                        kept[-1] ^= 4
                    file.write(kept)
                    file.flush()
                    cut(line, rule.get("how", "fin"))
                    self.hang_up(rule.get("how", "fin"))
                if deed == "flip" and taken <= rule["byte"] < taken + len(part):
                    part = bytearray(part)
                    part[rule["byte"] - taken] ^= 4
                if room is not None and taken + len(part) > room:
                    return self.full(settings, line, path)
                if not (deed == "drop" and taken >= rule.get("keep", 0)):
                    file.write(part[:rule["keep"] - taken] if deed == "drop" else part)
                taken += len(part)
                if deed == "slow":
                    time.sleep(len(part) / rule["rate"])
        line.close()
        self.last("%d Transfer aborted" % rule.get("code", 426) if deed == "lie426" else "226 Stored", rule)

    def full(self, settings, line, path):
        if settings.get("full") == "reset":
            os.remove(self.real(path))
            cut(line, "rst")
            self.hang_up("rst")
        cut(line, "fin")
        self.say("552 Quota exceeded")


def serve(sock):
    global sessions
    session = Session(sock)
    with lock:
        sessions += 1
        number = sessions
    try:
        most = plan.fresh().get("connections")
        if most is not None and number > most:
            session.say("421 I can't accept more than %d connections as the same user" % most)
        else:
            session.run()
    except (Gone, OSError, ValueError):
        pass
    finally:
        with lock:
            sessions -= 1
        for closing in (session.input, sock, session.passive):
            if closing:
                try:
                    closing.close()
                except OSError:
                    pass


listener = socket.create_server(("127.0.0.1", PORT), backlog=64)
while True:
    client, _ = listener.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=serve, args=(client,), daemon=True).start()
