"""Each fault of each double must be noticed for what it is; without a fault there is nothing to notice."""
import email.utils
import http.client
import json
import sys
import time
import urllib.parse

from doubles import faults, validate
from doubles.bench import Bench

OCS = ("nextcloud", "owncloud")
LISTS = {"nextcloud": ("ocs-users", "/ocs/v2.php/cloud/users?format=json&limit=10&offset={first}"),
         "owncloud": ("ocs-users", "/ocs/v1.php/cloud/users?format=json&limit=10&offset={first}"),
         "gitlab": ("gitlab-users", "/api/v4/users?per_page=10&page={page}"),
         "gitea": ("gitea-users", "/api/v1/admin/users?limit=10&page={page}")}
LISTS["forgejo"] = LISTS["gitea"]
ONES = {"nextcloud": ("nextcloud-one", "/ocs/v2.php/cloud/users/member0004?format=json"),
        "owncloud": ("owncloud-user", "/ocs/v1.php/cloud/users/member0004?format=json"),
        "gitlab": ("gitlab-user", "/api/v4/users/4"), "gitea": ("gitea-user", "/api/v1/users/member0004")}
ONES["forgejo"] = ONES["gitea"]
# What each fault has to be noticed as.
SHAPE, WAY = "shape", {
    "http500": "status 500", "redirect-login": "status 302", "html": "no JSON", "repeat-page": "twice",
    "half-list": "missing", "cut-answer": "cut", "token-expired": "status 401", "clock-off": "clock", "stall": "stall",
    "rate-limit": "status 429", "delete-lies": "still there", "delete-then-cut": "no answer to the deletion",
    "confirm-password": "deletion refused"}


def look(bench, schema, target):
    """What is wrong with one answer, and the answer."""
    try:
        status, headers, body = bench.call("GET", target, timeout=2)
    except http.client.IncompleteRead:
        return ["cut"], None
    except TimeoutError:
        return ["stall"], None
    except (http.client.RemoteDisconnected, ConnectionError):
        return ["cut"], None
    found = []
    if abs(email.utils.parsedate_to_datetime(headers["Date"]).timestamp() - time.time()) > 300:
        found.append("clock")
    if status == 401 or status >= 300:
        return found + [f"status {status}"], None
    try:
        value = json.loads(body)
    except ValueError:
        return found + ["no JSON"], None
    if isinstance(value, dict) and value.get("ocs", {}).get("meta", {}).get("statuscode") in (401, 997):
        return found + ["status 401"], None
    wrong = validate.complaints(schema, value)
    return found + [SHAPE] * bool(wrong), value


def entries(kind, value):
    if kind in OCS:
        return value["ocs"]["data"]["users"]
    return [one["username"] for one in value]


def readings(bench):
    """Everything that a careful reader notices in a census and one look."""
    found, names = [], []
    schema, target = LISTS[bench.kind]
    for page in range(1, 5):
        wrong, value = look(bench, schema, target.format(first=(page - 1) * 10, page=page))
        found += wrong
        if value is None or wrong:
            break
        names += entries(bench.kind, value)
        if len(entries(bench.kind, value)) < 10:
            break
    if not found:
        if len(names) != len(set(names)):
            found.append("twice")
        elif len(names) < len(bench.now()["users"]):
            found.append("missing")
    return found if "stall" in found else found + look(bench, *ONES[bench.kind])[0]


def deletion(bench):
    target = {"gitlab": "/api/v4/users/8", "gitea": "/api/v1/admin/users/member0008"}.get(
        bench.kind.replace("forgejo", "gitea"), "/ocs/v1.php/cloud/users/member0008?format=json")
    try:
        status, _, body = bench.call("DELETE", target, timeout=2)
    except (http.client.HTTPException, ConnectionError):
        gone = not any(one["id"] == "member0008" for one in bench.now()["users"])
        return ["no answer to the deletion"] if gone else ["nothing was done"]
    if status >= 400 or b'"failure"' in body:
        return ["deletion refused"]
    return ["still there"] if any(one["id"] == "member0008" for one in bench.now()["users"]) else []


def judge(kind, folder):
    count = 0
    with Bench(kind, folder, users="36") as bench:
        assert not readings(bench) and not deletion(bench), f"{kind}: something is wrong without a fault"
        bench.call("POST", "/_double/add", {"set": '{"id": "member0008", "number": 8, "created": 1750000000}'})
        for name in faults.NAMES:
            if name in ("odd-ids", "ten-thousand") or (name, kind) == ("seconds", "owncloud"):
                continue  # These are no lies: they come below. ownCloud's dates are in seconds.
            bench.call("POST", "/_double/fault", {"set": name})
            is_deed = name.startswith("delete-") or name == "confirm-password"
            found = deletion(bench) if is_deed else readings(bench)
            wanted = WAY.get(name, SHAPE)
            assert wanted in found, f"{kind}: {name} was noticed as {found}, not as {wanted}"
            count += 1
        bench.call("POST", "/_double/fault", {"set": ""})
        assert not readings(bench), f"{kind}: a fault goes on"
        count += odd(bench)
    return count


def odd(bench):
    """Names from hell come through unharmed, and 10,000 accounts come at all."""
    bench.call("POST", "/_double/fault", {"set": "odd-ids"})
    size = 100 if bench.kind in OCS + ("gitlab",) else 50
    target = LISTS[bench.kind][1].replace("=10", f"={size}")
    names = entries(bench.kind, look(bench, "ocs-envelope", target.format(first=0, page=1))[1])
    if size == 50:
        names += entries(bench.kind, look(bench, "ocs-envelope", target.format(first=50, page=2))[1])
    missing = [name for name in ("a/b", "escape\u001b[31m", "line\nbreak", "%2e%2e", " blank ") if name not in names]
    assert not missing, f"{bench.kind}: {missing}"
    if bench.kind in OCS:
        path = urllib.parse.quote("a/b", safe="")
        assert bench.json(f"/ocs/v1.php/cloud/users/{path}?format=json")[1]["ocs"]["meta"]["statuscode"] == 100
    bench.call("POST", "/_double/fault", {"set": "ten-thousand"}, timeout=60)
    assert len(bench.now()["users"]) == 10_000
    if bench.kind in OCS:
        _, _, body = bench.call("GET", "/ocs/v1.php/cloud/users?format=json", timeout=60)
        assert len(json.loads(body)["ocs"]["data"]["users"]) == 10_000
    return 2


counted = sum(judge(kind, sys.argv[1]) for kind in ("nextcloud", "owncloud", "gitlab", "gitea", "forgejo"))
print(f"faults: {counted} of {counted} noticed for what they are")
