"""Gitea and Forgejo: their API v1, the part about users.

From go-gitea/gitea modules/structs/user.go, modules/structs/admin_user.go, routers/api/v1/admin/user.go and
services/convert/user.go.
"""
import base64
import datetime
import time
import urllib.parse

from . import faults
from .server import Answer, page_number
from .store import account


def instant(seconds, here):
    """Gitea has no 'never': a login that never was is the second 0 of 1970."""
    value = faults.moment(seconds, here)
    if "milliseconds" in here or "seconds" in here:
        return value * 1000 if "milliseconds" in here else value
    return datetime.datetime.fromtimestamp(value, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def user(one, place, here):
    login = one["number"] if "numeric-ids" in here else one["login"]
    return dict(
        id=one["number"], login=login, login_name="", source_id=0, full_name=one["displayname"],
        email=one["email"] or "", avatar_url=f"{place}/avatars/{one['number']}", html_url=f"{place}/{one['login']}",
        language="fr-FR", is_admin=one["admin"], last_login=instant(one["last_login"], here),
        created=instant(one["created"], here), restricted=False, active=True, prohibit_login=not one["enabled"],
        location="", website="", description="", visibility="public", followers_count=0, following_count=0,
        starred_repos_count=0, username=login)


class Gitea:
    login_page = "/user/login"
    place, version = "", "1.22.3"

    def __init__(self, store, login, token, old):
        self.store, self.login, self.token, self.old = store, login, token, old

    def answer(self, request):
        words = request.parts
        if words[:2] != ["api", "v1"]:
            return self.other(words)
        if words[2:] == ["version"]:
            return Answer(200, {"version": self.version})
        if not self.admits(request):
            return self.refuse(401, "token is required" if "Authorization" not in request.headers else
                               "user does not exist [uid: 0, name: ]")
        if "confirm-password" in request.faults and request.method != "GET":
            return self.refuse(403, "token does not have at least one of required scope(s): [write:admin]")
        return self.call(request, words[2:])

    def other(self, words):
        return Answer(404, b"Not found.\n", kind="text/plain")

    def admits(self, request):
        scheme, _, said = request.headers.get("Authorization", "").partition(" ")
        mine = self.token
        if scheme.lower() == "basic":
            mine = base64.b64encode(f"{self.login}:{self.token}".encode()).decode()
        return said == mine and "token-expired" not in request.faults

    def refuse(self, status, message):
        return Answer(status, {"message": message, "url": f"{self.place}/api/swagger"})

    def told(self, request, value, status=200, headers=None):
        if "empty-list-for-map" in request.faults:
            value = []
        if "numbers-as-strings" in request.faults:
            value = faults.texts(value)
        return Answer(status, value, headers)

    def find(self, request, name):
        if "numeric-ids" in request.faults and name.isdigit():
            return self.store.find(int(name), "number")
        return next((one for one in self.store.users if one["login"].lower() == name.lower()), None)

    def call(self, request, words):
        if words == ["user"]:
            return self.told(request, user(self.store.find(self.login), self.place, request.faults))
        if words == ["admin", "users"]:
            return self.create(request) if request.method == "POST" else self.list(request)
        here = words[:2] == ["admin", "users"] and len(words) == 3 and request.method in ("PATCH", "DELETE")
        if not here and not (words[:1] == ["users"] and request.method == "GET" and len(words) in (2, 3)):
            return Answer(404, {"errors": None, "message": "Not Found", "url": f"{self.place}/api/swagger"})
        name = words[2] if here else words[1]
        one = self.find(request, name)
        if one is None:
            return self.refuse(404, f"user redirect does not exist [name: {name.lower()}]")
        if here:
            return self.edit(request, one) if request.method == "PATCH" else self.delete(request, one)
        if words[2:] == ["repos"]:
            made = [dict(id=one["number"] * 100 + k, name=repo, full_name=f"{one['login']}/{repo}", private=False,
                         size=120, owner=user(one, self.place, set())) for k, repo in enumerate(one["projects"])]
            return self.page(request, made)
        if words[2:]:
            return Answer(404, {"errors": None, "message": "Not Found", "url": f"{self.place}/api/swagger"})
        return self.told(request, user(one, self.place, request.faults))

    def list(self, request):
        found = sorted(self.store.users, key=lambda one: one["login"].lower())
        return self.page(request, [user(one, self.place, request.faults) for one in faults.part(found, request.faults)])

    def page(self, request, found):
        size = page_number(request.query.get("limit"), 30, 50)
        number = page_number(request.query.get("page"), 1)
        first = 0 if "repeat-page" in request.faults else (number - 1) * size
        headers = {"X-Total-Count": len(found), "Access-Control-Expose-Headers": "X-Total-Count"}
        if len(found) > first + size:
            words = urllib.parse.urlencode({**request.query, "limit": size, "page": number + 1})
            headers["Link"] = f'<{self.place}{request.path}?{words}>; rel="next"'
        return self.told(request, found[first:first + size], headers=headers)

    def edit(self, request, one):
        said = request.params
        if "prohibit_login" in said:
            one["enabled"] = said["prohibit_login"] not in (True, "true")
        if said.get("password"):
            if len(said["password"]) < 8:
                return self.refuse(400, "PasswordIsRequired")
            one["password_changes"] = one.get("password_changes", 0) + 1
        for field, key in (("email", "email"), ("full_name", "displayname"), ("admin", "admin")):
            if field in said:
                one[key] = said[field]
        return Answer(200, user(one, self.place, request.faults))

    def delete(self, request, one):
        if one["login"] == self.login:
            return self.refuse(422, "you cannot delete yourself")
        if one["projects"] and request.params.get("purge") not in ("true", True):
            return self.refuse(422, f"user still has ownership of repositories [uid: {one['number']}]")
        if one["sole_owner"] and request.params.get("purge") not in ("true", True):
            return self.refuse(422, f"user still has membership of organizations [uid: {one['number']}]")
        if "delete-lies" not in request.faults:
            self.store.remove(one)
        return Answer(204)

    def create(self, request):
        said = request.params
        if not said.get("username") or not said.get("email"):
            return self.refuse(422, "[]: Required")
        if not said.get("password"):
            return self.refuse(400, "PasswordIsRequired")
        if self.find(request, said["username"]):
            return self.refuse(422, f"user already exists [name: {said['username']}]")
        made = account(said["username"], displayname=said.get("full_name", ""), email=said["email"],
                       created=int(time.time()))
        self.store.add(made)
        return Answer(201, user(made, self.place, request.faults))


class Forgejo(Gitea):
    version = "9.0.3+gitea-1.22.0"

    def other(self, words):
        if words == ["api", "forgejo", "v1", "version"]:
            return Answer(200, {"version": self.version})
        return super().other(words)
