#!/usr/bin/env python3
"""A double of Nextcloud, ownCloud, GitLab, Gitea or Forgejo: their calls about accounts, over HTTPS on this machine.

double.py --kind KIND --users N|FILE.json --login NAME --password-file FILE [--port 0] [--cert FILE [--key FILE]]
          [--state FILE] [--fault RULE]... [--fault-file FILE] [--old] [--leash]
double.py --ask URL state | fault [RULE[;RULE]...] | change ID JSON | add JSON | remove ID

It prints {"port": N} once it listens. README.md in this folder tells the rest.
"""
import argparse
import json
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True
from doubles import control, gitea, gitlab, ocs  # noqa: E402
from doubles.faults import NAMES, Faults  # noqa: E402
from doubles.server import Server  # noqa: E402
from doubles.store import Store  # noqa: E402

KINDS = {"nextcloud": ocs.Nextcloud, "owncloud": ocs.OwnCloud, "gitlab": gitlab.GitLab, "gitea": gitea.Gitea,
         "forgejo": gitea.Forgejo}


def main():
    if sys.argv[1:2] == ["--ask"]:
        print(control.ask(sys.argv[2], sys.argv[3:]))
        return
    faults = "\n".join(f"  {name:20} {what}" for name, what in NAMES.items())
    parser = argparse.ArgumentParser(description=__doc__, epilog="faults:\n" + faults,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert", help="PEM; without one it serves plain HTTP")
    parser.add_argument("--key", help="PEM; not needed where the certificate's file has it")
    parser.add_argument("--users", default="10", help="so many made-up accounts, or a JSON list of accounts")
    parser.add_argument("--login", default="admin", help="the administrator")
    parser.add_argument("--password-file", required=True, help="with the administrator's password or token")
    parser.add_argument("--state", help="who is there and what was done, replaced after each change")
    parser.add_argument("--fault", action="append", default=[], help="NAME, or 'NAME times=1 match=/users'")
    parser.add_argument("--fault-file", help="with one rule a line, read again when it was replaced")
    parser.add_argument("--old", action="store_true", help="a version from before the service told of logins")
    parser.add_argument("--leash", action="store_true", help="ends when the standard input does")
    said = parser.parse_args()
    with open(said.password_file, encoding="utf-8") as file:
        password = file.read().rstrip("\n")
    store = Store(said.kind, said.users, said.login, said.state)
    try:
        rules = Faults(store, said.fault, said.fault_file)
    except ValueError as error:
        parser.error(str(error))
    service = KINDS[said.kind](store, said.login, password, said.old)
    server = Server(said.port, service, store, rules, said.cert, said.key)
    service.place = f"{'https' if said.cert else 'http'}://127.0.0.1:{server.server_port}"
    print(json.dumps({"port": server.server_port}), flush=True)
    if said.leash:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        server.ended.set()


if __name__ == "__main__":
    main()
