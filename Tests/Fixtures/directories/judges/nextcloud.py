"""nc-py-api over HTTPS: who is there, and everything that the console does to an account."""
import importlib.metadata
import sys
import warnings

# It asks for its other, asynchronous classes.
warnings.simplefilter("ignore", DeprecationWarning)
sys.path = [one for one in sys.path if not one.endswith("directories/judges")]
from nc_py_api import Nextcloud, NextcloudException, NextcloudExceptionNotFound  # noqa: E402

from doubles.bench import PASSWORD, Bench  # noqa: E402


def refused(code, deed):
    try:
        deed()
    except NextcloudException as error:
        assert error.status_code == code, error
        return
    raise AssertionError(f"{deed} was not refused with {code}")


folder = sys.argv[1]
with Bench("nextcloud", folder, users="25") as bench:
    client = Nextcloud(nextcloud_url=bench.url, nc_auth_user="admin", nc_auth_pass=PASSWORD, npa_nc_cert=bench.authority)
    assert client.srv_version["major"] == 31 and client.user == "admin"
    known = {one["id"]: one for one in bench.now()["users"]}
    assert client.users.get_list() == sorted(known)
    assert client.users.get_list(limit=7, offset=7) == sorted(known)[7:14]
    assert client.users.get_list("member002") == [name for name in sorted(known) if "member002" in name]
    for name, one in known.items():
        told = client.users.get_user(name)
        assert told.user_id == name and told.enabled == one["enabled"] and told.groups == one["groups"]
        # This client divides by 1000.
        assert int(told.last_login.timestamp()) == one["last_login"], (name, told.last_login)
        if one["last_login"]:
            assert told.quota["used"] == one["used"]
    client.users.disable("member0003")
    assert client.users.get_user("member0003").enabled is False
    client.users.enable("member0003")
    assert client.users.get_user("member0003").enabled is True
    client.users.create("new", "New One", password="long-enough-for-it", email="new@example.org", quota="2 GB")
    refused(102, lambda: client.users.create("new", password="long-enough-for-it"))
    client.users.edit("new", quota="1 GB", email="newer@example.org")
    assert client.users.get_user("new").email == "newer@example.org"
    client.users.add_to_group("new", "members")
    assert client.users.get_user("new").groups == ["members"]
    client.users.remove_from_group("new", "members")
    client.users.delete("new")
    try:
        client.users.get_user("new")
        raise AssertionError("a deleted account is still there")
    except NextcloudExceptionNotFound:
        pass
    refused(101, lambda: client.users.delete("admin"))
    refused(101, lambda: client.users.disable("admin"))
    bench.call("POST", "/_double/fault", {"set": "confirm-password"})
    refused(403, lambda: client.users.delete("member0003"))
    assert any(one["id"] == "member0003" for one in bench.now()["users"])
    bench.call("POST", "/_double/fault", {"set": "token-expired"})
    refused(401, client.users.get_list)
    bench.call("POST", "/_double/fault", {"set": ""})
    stranger = Nextcloud(nextcloud_url=bench.url, nc_auth_user="admin", nc_auth_pass=PASSWORD)
    try:
        stranger.users.get_list()
        raise AssertionError("a certificate of an unknown authority was taken")
    except Exception as error:
        assert "certificate" in str(error).lower(), error

with Bench("owncloud", folder, users="25") as bench:
    client = Nextcloud(nextcloud_url=bench.url, nc_auth_user="admin", nc_auth_pass=PASSWORD, npa_nc_cert=bench.authority)
    assert len(client.users.get_list()) == 25
    assert client.users.get_user("member0003").email == "member0003@example.org"
    client.users.disable("member0003")
    client.users.delete("member0003")
    refused(404, lambda: client.users.get_user("member0003"))
print("nextcloud: nc-py-api", importlib.metadata.version("nc-py-api"), "accepts the double")
