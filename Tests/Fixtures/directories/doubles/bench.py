"""For the judges: a double in a process of its own, over HTTPS, that ends with the `with` block."""
import http.client
import json
import os
import ssl
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
PASSWORD = "licorne-et-corne"


class Bench:
    """One double of `kind`; `certificates` is the folder that the script of that name made."""

    def __init__(self, kind, certificates, users="25", faults=(), more=()):
        self.kind, self.certificates, self.users = kind, certificates, users
        self.faults, self.more = faults, more

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        secret, self.state = self.folder.name + "/password", self.folder.name + "/state.json"
        with open(secret, "w", encoding="utf-8") as file:
            file.write(PASSWORD + "\n")
        users = self.users
        if not isinstance(users, str):
            with open(self.folder.name + "/users.json", "w", encoding="utf-8") as file:
                json.dump(users, file)
            users = file.name
        command = [sys.executable, HERE + "/double.py", "--kind", self.kind, "--users", users, "--password-file", secret,
                   "--cert", self.certificates + "/server.pem", "--state", self.state, "--leash", *self.more]
        for fault in self.faults:
            command += ["--fault", fault]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.url = f"https://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()
        self.folder.cleanup()

    @property
    def authority(self):
        return self.certificates + "/authority.pem"

    def now(self):
        with open(self.state, encoding="utf-8") as file:
            return json.load(file)

    def call(self, method, target, body=None, headers=None, timeout=20):
        """One bare call: status, headers and the answer's bytes."""
        import base64
        basic = base64.b64encode(f"admin:{PASSWORD}".encode()).decode()
        own = {"nextcloud": {"OCS-APIRequest": "true", "Authorization": f"Basic {basic}"},
               "owncloud": {"OCS-APIRequest": "true", "Authorization": f"Basic {basic}"},
               "gitlab": {"PRIVATE-TOKEN": PASSWORD}}.get(self.kind, {"Authorization": f"token {PASSWORD}"})
        context = ssl.create_default_context(cafile=self.authority)
        line = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=timeout)
        try:
            if body is not None:
                own["Content-Type"] = "application/json"
            line.request(method, target, None if body is None else json.dumps(body), own | (headers or {}))
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()

    def json(self, target):
        status, _, body = self.call("GET", target)
        return status, json.loads(body)
