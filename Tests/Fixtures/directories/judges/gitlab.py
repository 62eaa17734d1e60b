"""python-gitlab over HTTPS: who is there, and everything that the console does to a user."""
import sys

# This script's folder has the client's name in it.
sys.path = [one for one in sys.path if not one.endswith("judges")]
import gitlab  # noqa: E402

from doubles.bench import PASSWORD, Bench  # noqa: E402

DAY = 86_400


def refused(kind, code, deed):
    try:
        deed()
    except kind as error:
        assert error.response_code == code, error
        return
    raise AssertionError(f"{deed} was not refused with {code}")


folder = sys.argv[1]
with Bench("gitlab", folder, users="45") as bench:
    client = gitlab.Gitlab(bench.url, private_token=PASSWORD, ssl_verify=bench.authority, timeout=20)
    client.auth()
    assert client.user.username == "admin" and client.user.is_admin

    known = {one["number"]: one for one in bench.now()["users"]}
    keyset = client.users.list(iterator=True, pagination="keyset", order_by="id", sort="asc", per_page=10)
    assert [one.id for one in keyset] == sorted(known), "pages by keyset"
    assert {one.id for one in client.users.list(all=True, per_page=10)} == set(known), "numbered pages"
    assert [one.username for one in client.users.list(username="member0003")] == ["member0003"]

    user = client.users.get(3)
    assert user.last_activity_on and len(user.last_activity_on) == 10 and user.created_at.endswith("Z")
    assert [one.name for one in user.projects.list(all=True)] == known[3]["projects"]
    assert user.block() is True and client.users.get(3).state == "blocked"
    assert user.unblock() is True and client.users.get(3).state == "active"
    assert user.ban() is True and client.users.get(3).state == "banned"
    assert user.unban() is True
    long_ago = '{"last_login": 1, "last_activity": 1, "created": 1}'
    bench.call("POST", "/_double/change", {"id": "member0004", "set": long_ago})
    dormant = client.users.get(4)
    assert dormant.deactivate() is True and client.users.get(4).state == "deactivated"
    assert dormant.activate() is True
    now = known[1]["last_login"]
    recent = next(one for one in known.values()
                  if one["state"] == "active" and one["last_login"] > now - 30 * DAY and not one["admin"])
    refused(gitlab.GitlabDeactivateError, 403, client.users.get(recent["number"]).deactivate)

    made = client.users.create({"email": "new@example.org", "username": "new", "name": "New One", "reset_password": True})
    refused(gitlab.GitlabCreateError, 409, lambda: client.users.create(
        {"email": "new@example.org", "username": "newer", "name": "Newer", "reset_password": True}))
    made.name = "Newest"
    made.save()
    assert client.users.get(made.id).name == "Newest"

    bench.call("POST", "/_double/change", {"id": "member0005", "set": '{"sole_owner": ["club"]}'})
    refused(gitlab.GitlabDeleteError, 409, client.users.get(5).delete)
    client.users.get(5).delete(hard_delete=True)
    made.delete()
    refused(gitlab.GitlabGetError, 404, lambda: client.users.get(made.id))
    done = [(call["method"], call["path"], call["status"]) for call in bench.now()["calls"]]
    assert ("DELETE", f"/api/v4/users/{made.id}", 204) in done and ("DELETE", "/api/v4/users/5", 409) in done

    # One refusal for too many calls, which this client waits out.
    bench.call("POST", "/_double/fault", {"set": "rate-limit times=1"})
    assert client.users.get(3).id == 3
    bench.call("POST", "/_double/fault", {"set": "token-expired"})
    try:
        client.users.list()
        raise AssertionError("an expired token was taken")
    except gitlab.GitlabAuthenticationError:
        pass
    try:
        gitlab.Gitlab(bench.url, private_token=PASSWORD, ssl_verify=True).auth()
        raise AssertionError("a certificate of an unknown authority was taken")
    except Exception as error:
        assert "CERTIFICATE_VERIFY_FAILED" in str(error), error
print("gitlab: python-gitlab", gitlab.__version__, "accepts the double")
