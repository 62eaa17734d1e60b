"""Every reading answer of every double against our schemas; XML against JSON."""
import sys
import urllib.parse
import xml.etree.ElementTree

from doubles import validate
from doubles.bench import Bench

CHECKED = 0
ODD = [{"id": "broken", "broken_storage": True, "last_login": 1_750_000_000}, {"id": "gone", "vanished": True},
       {"id": "42", "quota": 0, "last_login": 1_750_000_000}, {"id": "été & co", "email": "e@example.org"}]


def check(bench, schema, target):
    global CHECKED
    status, value = bench.json(target)
    found = validate.complaints(schema, value)
    assert not found, f"{bench.kind} {target}: {found[:3]}"
    CHECKED += 1
    return status, value


def plain(element):
    """An XML answer as JSON would have it, all leaves as texts."""
    inside = list(element)
    if not inside:
        return element.text or ""
    if all(one.tag == "element" for one in inside):
        return [plain(one) for one in inside]
    return {one.tag: plain(one) for one in inside}


def as_xml(value):
    if isinstance(value, (dict, list)) and not value:
        return ""
    if isinstance(value, dict):
        return {key: as_xml(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_xml(one) for one in value]
    return "" if value is None or value is False else "1" if value is True else str(value)


def ocs(kind, folder, more=()):
    with Bench(kind, folder, users="30", more=more) as bench:
        for one in ODD:
            bench.call("POST", "/_double/add", {"set": __import__("json").dumps(one)})
        for version, fine in (("v1", 100), ("v2", 200)):
            base = f"/ocs/{version}.php/cloud"
            listed = check(bench, "ocs-users", base + "/users?format=json")[1]["ocs"]["data"]["users"]
            assert len(listed) == 34, len(listed)
            pages = []
            for offset in range(0, 40, 7):
                pages += check(bench, "ocs-users", f"{base}/users?format=json&limit=7&offset={offset}")[1]["ocs"][
                    "data"]["users"]
            assert pages == listed
            for name in listed:
                if name == "gone":
                    continue
                target = f"{base}/users/{urllib.parse.quote(name, safe='')}"
                schema = "nextcloud-one" if kind == "nextcloud" else "owncloud-user"
                value = check(bench, schema, target + "?format=json")[1]
                assert value["ocs"]["meta"]["statuscode"] == fine
                _, headers, text = bench.call("GET", target)
                assert "xml" in headers["Content-Type"], headers["Content-Type"]
                assert plain(xml.etree.ElementTree.fromstring(text)) == as_xml(value["ocs"]), f"{kind} {target}"
            if kind == "nextcloud":
                users = check(bench, "nextcloud-details", base + "/users/details?format=json")[1]["ocs"]["data"]["users"]
                assert sorted(users) == sorted(listed) and users["gone"] == {"id": "gone"}
                assert users["broken"]["quota"] == []
            missing = check(bench, "ocs-envelope", base + "/users/nobody?format=json")
            codes = {"nextcloud": {"v1": (200, 404), "v2": (404, 404)}, "owncloud": {"v1": (200, 998), "v2": (404, 404)}}
            assert (missing[0], missing[1]["ocs"]["meta"]["statuscode"]) == codes[kind][version], missing
            status, _, text = bench.call("GET", base + "/users?format=json", headers={"Authorization": "Basic eDp4"})
            assert status == 401 and b'"statuscode": 997' in text or b'"statuscode": 401' in text, (status, text)
            status, _, text = bench.call("GET", base + "/users?format=json", headers={"OCS-APIRequest": "no"})
            assert b"412" in text, text


def forge(kind, folder):
    gitlab = kind == "gitlab"
    lists = "/api/v4/users?per_page=10" if gitlab else "/api/v1/admin/users?limit=10"
    with Bench(kind, folder, users="45") as bench:
        seen = []
        for page in range(1, 6):
            seen += check(bench, f"{'gitlab' if gitlab else 'gitea'}-users", f"{lists}&page={page}")[1]
        assert len({one["id"] for one in seen}) == 45
        for one in seen:
            if gitlab:
                check(bench, "gitlab-user", f"/api/v4/users/{one['id']}")
            else:
                check(bench, "gitea-user", f"/api/v1/users/{one['login']}")


validate.check_schemas()
folder = sys.argv[1]
ocs("nextcloud", folder)
ocs("nextcloud", folder, ["--old"])
ocs("owncloud", folder)
ocs("owncloud", folder, ["--old"])
for kind in ("gitlab", "gitea", "forgejo"):
    forge(kind, folder)
print(f"schemas: {CHECKED} answers fit")
