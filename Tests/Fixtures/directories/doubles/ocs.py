"""Nextcloud and ownCloud: the OCS provisioning API, versions 1 and 2, JSON and XML.

From nextcloud/server apps/provisioning_api (openapi.json, lib/Controller/UsersController.php),
lib/private/AppFramework/OCS/{Base,V1,V2}Response.php and owncloud/core apps/provisioning_api/lib/Users.php.
"""
import base64

from . import faults, ocs_xml
from .ocs_deeds import Deeds
from .ocs_shapes import nextcloud_details, owncloud_details
from .server import Answer

NOT_FOUND, UNAUTHORISED = 998, 997


class Failed(Exception):
    def __init__(self, code, message=""):
        super().__init__(message)
        self.code, self.message = code, message


class OCS(Deeds):
    login_page = "/index.php/login"
    place = ""

    def __init__(self, store, login, password, old):
        self.store, self.login, self.password, self.old = store, login, password, old

    def answer(self, request):
        words = request.parts
        if words == ["status.php"]:
            return Answer(200, self.status())
        if len(words) < 3 or words[0] != "ocs" or words[1] not in ("v1.php", "v2.php"):
            return Answer(404, b"<html><body>Not found</body></html>", kind="text/html; charset=utf-8")
        version = int(words[1][1])
        try:
            self.admit(request)
            code, message, data = 100, None, self.call(request, words[2:])
        except Failed as failed:
            code, message, data = failed.code, failed.message, []
        return self.wrap(request, version, code, message, data)

    def admit(self, request):
        if request.headers.get("OCS-APIRequest", "").lower() not in ("true", "1"):
            raise Failed(412, "CSRF check failed")
        scheme, _, said = request.headers.get("Authorization", "").partition(" ")
        mine = base64.b64encode(f"{self.login}:{self.password}".encode()).decode()
        isMine = said == (self.password if scheme.lower() == "bearer" else mine)
        if not isMine or "token-expired" in request.faults:
            raise Failed(UNAUTHORISED, self.refusal)
        if "confirm-password" in request.faults and request.method != "GET":
            raise Failed(403, "Password confirmation is required")

    def call(self, request, words):
        if words == ["cloud", "capabilities"]:
            return self.capabilities()
        if words == ["cloud", "user"]:
            return self.details(self.store.find(self.login), request.faults)
        if words == ["cloud", "groups"]:
            return {"groups": sorted({group for one in self.store.users for group in one["groups"]})}
        if words == ["apps", "files_sharing", "api", "v1", "shares"]:
            # Whoever asks sees its own shares only; nobody sees another account's.
            return self.shares(self.store.find(self.login))
        if words[:2] == ["cloud", "users"]:
            return self.users(request, words[2:])
        raise Failed(NOT_FOUND, "Invalid query, please check the syntax.")

    def users(self, request, words):
        if not words:
            return self.create(request) if request.method == "POST" else {
                "users": [self.name(one, request.faults) for one in self.page(request)]}
        if request.method == "GET" and len(words) == 1 and words[0] in self.lists:
            return self.many(request, words[0])
        one = self.store.find(words[0]) or self.by_number(request, words[0])
        return self.one(request, one, words[1:])

    def by_number(self, request, text):
        if "numeric-ids" in request.faults and text.isdigit():
            return self.store.find(int(text), "number")
        return None

    @staticmethod
    def name(one, here):
        return one["number"] if "numeric-ids" in here else one["id"]

    def page(self, request):
        search = request.query.get("search", "").lower()
        found = sorted(
            (one for one in self.store.users
             if search in one["id"].lower() or search in one["displayname"].lower()
             or search in (one["email"] or "").lower()), key=lambda one: one["id"])
        found = faults.part(found, request.faults)
        first = 0 if "repeat-page" in request.faults else int(request.query.get("offset") or 0)
        limit = int(request.query.get("limit") or 0) or len(found)
        return found[first:first + limit]

    def wrap(self, request, version, code, message, data):
        here = request.faults
        if "empty-list-for-map" in here and request.method == "GET":
            data = {key: faults.empty(value) for key, value in data.items()} if "users" in data else []
        if "numbers-as-strings" in here:
            data = faults.texts(data)
        status, meta = self.meta(version, code, message)
        if request.query.get("format") == "json" or (
                "format" not in request.query and "json" in request.headers.get("Accept", "")):
            return Answer(status, {"ocs": {"meta": meta, "data": data}})
        return Answer(status, ocs_xml.document({"ocs": {"meta": meta, "data": data}}),
                      kind="application/xml; charset=utf-8")

    def meta(self, version, code, message):
        """The HTTP status and `meta`: version 1 says 100 and nearly always 200, version 2 speaks HTTP."""
        fine = code == 100
        if version == 1:
            status = 401 if code in (UNAUTHORISED, 401) else 200
            meta = dict(status="ok" if fine else "failure", statuscode=code,
                        message="OK" if fine and self.says_ok else message or None if fine else message or "")
        else:
            status = {100: 200, UNAUTHORISED: 401, NOT_FOUND: 404, 996: 500, 999: 500}.get(
                code, code if 200 <= code < 600 else 400)
            meta = dict(status="ok" if fine else "failure",
                        statuscode=status if fine or self.maps_codes else code,
                        message="OK" if fine and self.says_ok else message or (None if fine else ""))
        # With a message or a success, the fields of pages are there in version 1 only, and empty.
        if version == 1:
            meta.update(totalitems="", itemsperpage="")
        return status, meta


class Nextcloud(OCS):
    lists = ("details", "disabled", "recent")
    says_ok, maps_codes = True, False
    refusal = "Current user is not logged in"
    missing_one, missing_deed = 404, NOT_FOUND

    def status(self):
        return dict(installed=True, maintenance=False, needsDbUpgrade=False, version="31.0.5.1", versionstring="31.0.5",
                    edition="", productname="Nextcloud", extendedSupport=False)

    def capabilities(self):
        return dict(version=dict(major=31, minor=0, micro=5, string="31.0.5", edition="", extendedSupport=False),
                    capabilities=dict(core=dict(pollinterval=60), provisioning_api=dict(
                        version="1.21.0", AccountPropertyScopesVersion=2, AccountPropertyScopesFederatedEnabled=True,
                        AccountPropertyScopesPublishedEnabled=True)))

    def details(self, one, here):
        return nextcloud_details(one, here, self.old)

    def many(self, request, what):
        found = self.page(request)
        if what == "disabled":
            found = [one for one in found if not one["enabled"]]
        # An account that its back end no longer has is there with nothing but its name.
        whole = {one["id"]: {"id": one["id"]} if one["vanished"] else self.details(one, request.faults)
                 for one in found}
        return {"users": whole or []}


class OwnCloud(OCS):
    lists = ()
    says_ok, maps_codes = False, True
    refusal = "Unauthorised"
    missing_one, missing_deed = NOT_FOUND, 101

    def status(self):
        return dict(installed=True, maintenance=False, needsDbUpgrade=False, version="10.15.0.3",
                    versionstring="10.15.0", edition="Community", productname="ownCloud", product="ownCloud")

    def capabilities(self):
        return dict(version=dict(major=10, minor=15, micro=0, string="10.15.0", edition="Community"),
                    capabilities=dict(core=dict({"pollinterval": 30000, "webdav-root": "remote.php/webdav"})))

    def details(self, one, here):
        return owncloud_details(one, here, self.old)
