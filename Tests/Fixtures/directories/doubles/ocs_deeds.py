"""What OCS changes: enable, disable, delete, create, edit, groups. Both services, where they agree."""
import re

from .store import account


def failed(code, message=""):
    from .ocs import Failed
    return Failed(code, message)


def size(text):
    """Bytes of `none`, `default` (no limit here), a number or `5 GB`; a ValueError for anything else."""
    if text in ("none", "default"):
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", str(text).strip(), re.IGNORECASE)
    if not found:
        raise ValueError(text)
    return int(float(found[1]) * 1024 ** " KMGT".index(found[2].upper() or " "))


class Deeds:
    def one(self, request, one, words):
        verb = (request.method, *words)
        if one is None or (one["vanished"] and request.method == "GET"):
            raise failed(self.missing_one if request.method == "GET" else self.missing_deed,
                         "User does not exist" if request.method == "GET" else "")
        if verb == ("GET",):
            return self.details(one, request.faults)
        if verb == ("GET", "groups"):
            return {"groups": one["groups"]}
        if verb in (("PUT", "enable"), ("PUT", "disable")):
            self.not_oneself(one)
            one["enabled"] = words[0] == "enable"
            one["state"] = "active" if one["enabled"] else "blocked"
            return []
        if verb == ("DELETE",):
            self.not_oneself(one)
            if "delete-lies" not in request.faults:
                self.store.remove(one)
            return []
        if verb == ("PUT",):
            return self.edit(one, request.params.get("key"), request.params.get("value", ""))
        if verb in (("POST", "groups"), ("DELETE", "groups")):
            return self.group(request, one)
        if verb == ("POST", "welcome"):
            return []
        raise failed(998, "Invalid query, please check the syntax.")

    def not_oneself(self, one):
        if one["id"] == self.login:
            raise failed(101)

    def group(self, request, one):
        name = request.params.get("groupid")
        if not name:
            raise failed(101)
        if request.method == "POST" and name not in one["groups"]:
            one["groups"].append(name)
        if request.method == "DELETE":
            one["groups"] = [other for other in one["groups"] if other != name]
        return []

    def edit(self, one, key, value):
        if key == "password":
            if len(value) < 10:
                raise failed(self.weak_password, "Password needs to be at least 10 characters long.")
            one["password_changes"] = one.get("password_changes", 0) + 1
        elif key == "quota":
            try:
                one["quota"] = size(value)
            except ValueError:
                raise failed(103 if self.maps_codes else 101, f"Invalid quota value: {value}") from None
        elif key in ("email", "displayname", "display"):
            if key == "email" and value and "@" not in value:
                raise failed(102 if self.maps_codes else 101)
            one["email" if key == "email" else "displayname"] = value
        else:
            raise failed(997 if self.maps_codes else 113)
        return []

    @property
    def weak_password(self):
        return 403 if self.maps_codes else 107

    def create(self, request):
        said = request.params
        name = said.get("userid") or ""
        if self.store.find(name):
            raise failed(102, "User already exists")
        if not re.fullmatch(r"[A-Za-z0-9 _.@'-]+", name):
            raise failed(101, "Only the following characters are allowed in an Login: a-z, A-Z, 0-9, spaces and _.@-'")
        if not said.get("password") and not (said.get("email") and not self.maps_codes):
            raise failed(101 if self.maps_codes else 108, "An email address is required, to send a password link.")
        made = account(name, displayname=said.get("displayName") or name, email=said.get("email") or None,
                       groups=list(said.get("groups") or []), quota=size(said.get("quota") or "default"))
        self.store.add(made)
        return [] if self.maps_codes else {"id": name}

    def shares(self, one):
        return [dict(
            id=str(number), share_type=3, uid_owner=one["id"], displayname_owner=one["displayname"], permissions=1,
            stime=1_750_000_000, path=f"/share{number}", item_type="folder", share_with=None,
            token=f"token{number}", url=f"{self.place}/index.php/s/token{number}") for number in range(one["shares"])]
