"""GitLab's API v4, the part about users.

From gitlabhq/gitlabhq doc/api/users.md, doc/api/user_moderation.md, doc/api/rest (pages, keyset) and lib/api/users.rb.
"""
import base64
import binascii
import json
import time
import urllib.parse

from . import faults
from .gitlab_shapes import project, user
from .server import page_number
from .server import Answer as AnyAnswer
from .store import account

DORMANT = 90 * 86_400


class Answer(AnyAnswer):
    """Without a charset: python-gitlab takes nothing else for JSON."""

    def __init__(self, status, body=None, headers=None):
        super().__init__(status, body, headers, kind="application/json")


class GitLab:
    login_page = "/users/sign_in"
    place = ""

    def __init__(self, store, login, token, old):
        self.store, self.login, self.token, self.old = store, login, token, old

    def answer(self, request):
        words = request.parts
        if words[:2] != ["api", "v4"]:
            return Answer(404, {"error": "404 Not Found"})
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.token not in (request.headers.get("PRIVATE-TOKEN"), bearer):
            return Answer(401, {"message": "401 Unauthorized"})
        if "token-expired" in request.faults:
            return Answer(401, {"error": "invalid_token", "error_description":
                                "Token is expired. You can either do re-authorization or token refresh."})
        if "confirm-password" in request.faults and request.method != "GET":
            return Answer(403, {"message": "403 Forbidden"})
        return self.call(request, words[2:])

    def call(self, request, words):
        if words == ["user"]:
            return self.told(request, user(self.store.find(self.login), self.place, request.faults))
        if words in (["version"], ["metadata"]):
            return Answer(200, {"version": "17.5.1", "revision": "4b6a35e4cc1", "enterprise": False})
        if words == ["users"]:
            return self.create(request) if request.method == "POST" else self.list(request)
        if words[:1] == ["users"] and words[1:2] and words[1].isdigit():
            one = self.store.find(int(words[1]), "number")
            return Answer(404, {"message": "404 User Not Found"}) if one is None else self.one(request, one, words[2:])
        return Answer(404, {"error": "404 Not Found"})

    def told(self, request, value, status=200, headers=None):
        if "empty-list-for-map" in request.faults:
            value = []
        if "numbers-as-strings" in request.faults:
            value = faults.texts(value)
        return Answer(status, value, headers)

    def list(self, request):
        query = request.query
        search = query.get("search", "").lower()
        found = [one for one in self.store.users
                 if search in one["login"].lower() or search in one["displayname"].lower()]
        if "username" in query:
            found = [one for one in found if one["login"].lower() == query["username"].lower()]
        for state in ("active", "blocked"):
            if query.get(state) == "true":
                found = [one for one in found if one["state"] == state]
        found.sort(key=lambda one: one["number"], reverse=query.get("sort", "desc") == "desc")
        found = faults.part(found, request.faults)
        size = page_number(query.get("per_page"), 20, 100)
        cut = self.keyset if query.get("pagination") == "keyset" else self.numbered
        shown, headers = cut(request, found, size)
        return self.told(request, [user(one, self.place, request.faults) for one in shown], headers=headers)

    def link(self, request, **said):
        # Behind a proxy that ends TLS the real one may name another scheme; the double names its own.
        words = urllib.parse.urlencode({**request.query, **said})
        return f'<{self.place}{request.path}?{words}>; rel="next"'

    def keyset(self, request, found, size):
        """Pages by a cursor that only the server reads; no totals."""
        after = None
        if "repeat-page" not in request.faults and request.query.get("cursor"):
            try:
                after = int(json.loads(base64.urlsafe_b64decode(request.query["cursor"]))["id"])
            except (ValueError, KeyError, binascii.Error):
                return [], {}
        descending = request.query.get("sort", "desc") == "desc"
        rest = [one for one in found
                if after is None or (one["number"] < after if descending else one["number"] > after)]
        headers = {}
        if len(rest) > size:
            mark = json.dumps({"id": str(rest[size - 1]["number"]), "_kd": "n"}).encode()
            headers["Link"] = self.link(request, per_page=size, cursor=base64.urlsafe_b64encode(mark).decode())
        return rest[:size], headers

    def numbered(self, request, found, size):
        page = page_number(request.query.get("page"), 1)
        first = 0 if "repeat-page" in request.faults else (page - 1) * size
        has_next = len(found) > first + size
        headers = {"X-Page": page, "X-Per-Page": size, "X-Next-Page": page + 1 if has_next else "",
                   "X-Prev-Page": page - 1 if page > 1 else ""}
        if len(found) <= 10_000:
            headers.update({"X-Total": len(found), "X-Total-Pages": -(-len(found) // size) or 1})
        if has_next:
            headers["Link"] = self.link(request, per_page=size, page=page + 1)
        return found[first:first + size], headers

    def one(self, request, one, words):
        verb = (request.method, *words)
        if verb == ("GET",):
            return self.told(request, user(one, self.place, request.faults))
        if verb == ("GET", "projects"):
            made = [project(one, number, name, self.place) for number, name in enumerate(one["projects"])]
            shown, headers = self.numbered(request, made, page_number(request.query.get("per_page"), 20, 100))
            return Answer(200, shown, headers)
        if verb == ("DELETE",):
            return self.delete(request, one)
        if verb == ("PUT",):
            return self.edit(request, one)
        if request.method == "POST" and len(words) == 1:
            return self.moderate(one, words[0])
        return Answer(404, {"error": "404 Not Found"})

    def delete(self, request, one):
        if one["sole_owner"] and str(request.params.get("hard_delete")).lower() != "true":
            return Answer(409, {"message": "User cannot be removed while is the sole-owner of a group"})
        if "delete-lies" not in request.faults:
            self.store.remove(one)
        return Answer(204)

    def moderate(self, one, verb):
        """`block` and its relatives: 201 and a bare `true`; 403 with the reason."""
        refusal = None
        state = one["state"]
        if verb not in ("block", "unblock", "deactivate", "activate", "approve", "ban", "unban", "reject"):
            return Answer(404, {"error": "404 Not Found"})
        if one["login"] == self.login and verb in ("block", "deactivate", "ban"):
            refusal = "You cannot block your own account" if verb == "block" else "You cannot change your own account"
        elif one["internal"] and verb in ("block", "deactivate"):
            refusal = "An internal user cannot be deactivated" if verb == "deactivate" else "Internal user"
        elif state == "ldap_blocked":
            refusal = "LDAP blocked users cannot be modified by the API"
        elif verb == "deactivate" and state in ("blocked", "banned"):
            refusal = "A blocked user cannot be deactivated by the API"
        elif verb == "deactivate" and max(one["last_activity"], one["last_login"], one["created"]) > time.time() - DORMANT:
            refusal = ("The user you are trying to deactivate has been active in the past 90 days and cannot be"
                       " deactivated")
        elif verb == "activate" and state == "blocked":
            refusal = "A blocked user must be unblocked to be activated"
        elif verb == "unblock" and state == "deactivated":
            refusal = "Deactivated users cannot be unblocked by the API"
        if refusal:
            return Answer(403, {"message": f"403 Forbidden - {refusal}"})
        if verb == "approve" and state != "blocked_pending_approval":
            return Answer(409, {"message": "The user you are trying to approve is not pending approval"})
        one["state"] = {"block": "blocked", "deactivate": "deactivated", "ban": "banned"}.get(verb, "active")
        one["enabled"] = one["state"] == "active"
        return Answer(201, {"message": "Success"} if verb in ("approve", "reject") else True)

    def create(self, request):
        said = request.params
        missing = [name for name in ("email", "name", "username") if not said.get(name)]
        if missing:
            return Answer(400, {"error": ", ".join(f"{name} is missing" for name in missing)})
        if not any(said.get(name) for name in ("password", "reset_password", "force_random_password")):
            return Answer(400, {"error": "password, reset_password, force_random_password are missing, at least one"
                                         " parameter must be provided"})
        for field, key, word in (("email", "email", "Email"), ("username", "login", "Username")):
            if self.store.find(said[field], key):
                return Answer(409, {"message": f"{word} has already been taken"})
        made = account(said["username"], displayname=said["name"], email=said["email"], created=int(time.time()))
        self.store.add(made)
        return Answer(201, user(made, self.place, set()))

    def edit(self, request, one):
        said = request.params
        if said.get("password") is not None and len(str(said["password"])) < 8:
            return Answer(400, {"message": {"password": ["is too short (minimum is 8 characters)"]}})
        if "password" in said:
            one["password_changes"] = one.get("password_changes", 0) + 1
        for field, key in (("email", "email"), ("name", "displayname"), ("username", "login")):
            if field in said:
                one[key] = said[field]
        return Answer(200, user(one, self.place, request.faults))
