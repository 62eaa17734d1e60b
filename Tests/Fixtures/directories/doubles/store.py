"""Who is there, and what was done: the state of one double, kept in a JSON file that is replaced after each change."""
import contextlib
import datetime
import json
import os
import threading
import time

DAY = 86_400
# What a service could list and no person should be able to choose: each of them is one trap.
ODD_IDS = [
    "a/b", "../admin", "tab\there", "bell\u0007", "escape\u001b[31m", "line\nbreak", "bidi\u202eadmin", "%2e%2e",
    " blank ", "question?x=1", "hash#1", "quote\"'", "été", "0", "null", "ADMIN",
]


def member(number, now):
    """A made-up account; the same for the same number and day."""
    login = f"member{number:04d}"
    days = number * 37 % 400
    never = number % 10 == 9
    last = 0 if never else now - days * DAY - number % 24 * 3600
    return account(
        login, number=number, displayname=f"Member {number}", email=f"{login}@example.org", last_login=last,
        created=now - (410 + number % 300) * DAY, last_activity=0 if never else last + number % 3 * DAY,
        enabled=number % 17 != 16, used=number * 7_654_321 % 5_000_000_000, groups=["members"] if number % 4 else [],
        quota=5_000_000_000 if number % 2 else None,
        projects=[f"project{k}" for k in range(number % 4)], shares=number % 5)


def account(login, **said):
    """One account with every field that the doubles know; `said` changes some."""
    whole = dict(
        id=login, number=0, login=login, displayname=login, email=None, enabled=True, admin=False, groups=[],
        created=0, first_login=0, last_login=0, last_activity=0, state="active", used=0, quota=None, projects=[],
        shares=0, sole_owner=[], ldap=False, internal=False, vanished=False, broken_storage=False)
    unknown = set(said) - set(whole)
    if unknown:
        raise SystemExit(f"double: an account has no {', '.join(sorted(unknown))}")
    whole.update(said)
    if not whole["enabled"] and whole["state"] == "active":
        whole["state"] = "blocked"
    return whole


class Store:
    def __init__(self, kind, users, admin, path):
        self.kind, self.path, self.lock = kind, path, threading.RLock()
        self.reads, self.calls, self.users = 0, [], []
        now = int(time.time())
        if users.isdigit():
            said = [member(number, now) for number in range(2, int(users) + 1)]
        else:
            with open(users, encoding="utf-8") as file:
                said = [account(one.pop("login", one.get("id")), **one) for one in json.load(file)]
        if not any(one["id"] == admin for one in said):
            said.insert(0, account(admin, number=1, displayname="Administrator", email="root@example.org", admin=True,
                                   groups=["admin"], created=now - 900 * DAY, last_login=now - 60,
                                   first_login=now - 899 * DAY, last_activity=now))
        for one in said:
            self.add(one)
        self.save()

    def add(self, one):
        numbers = [other["number"] for other in self.users]
        if not one["number"] or one["number"] in numbers:
            one["number"] = max(numbers, default=0) + 1
        self.users.append(one)

    def top_up(self, count):
        now, size = int(time.time()), len(self.users)
        known = {one["id"] for one in self.users}
        highest = max((one["number"] for one in self.users), default=0)
        fresh = (member(number, now) for number in range(highest + 1, highest + count + 1))
        self.users += [one for one in fresh if one["id"] not in known][:max(0, count - size)]

    def add_odd(self):
        known = {one["id"] for one in self.users}
        for login in ODD_IDS:
            if login not in known:
                self.add(account(login, created=1_700_000_000, last_login=1_750_000_000, first_login=1_700_000_500,
                                 last_activity=1_750_000_000))

    def find(self, identity, key="id"):
        return next((one for one in self.users if one[key] == identity), None)

    def remove(self, one):
        self.users = [other for other in self.users if other is not one]

    def did(self, request, status, fault):
        """Writes down one call that meant to change something."""
        secret = {"password", "value"}
        said = {key: "(hidden)" if key in secret and request.hides(key) else value
                for key, value in request.params.items()}
        moment = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="microseconds")
        self.calls.append(dict(time=moment, method=request.method, path=request.path, params=said, status=status,
                               fault=fault))
        self.save()

    def save(self):
        if not self.path:
            return
        with self.lock:
            fresh = f"{self.path}.{os.getpid()}.new"
            try:
                with open(fresh, "w", encoding="utf-8") as file:
                    json.dump(self.whole(), file, ensure_ascii=False, indent=1)
                os.replace(fresh, self.path)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(fresh)

    def whole(self):
        return dict(kind=self.kind, reads=self.reads, calls=self.calls, users=self.users)
