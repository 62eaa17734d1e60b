"""One account as Nextcloud and as ownCloud tell it: other fields, other types, other units."""
from .faults import moment


def nextcloud_details(one, here, old):
    last, first = moment(one["last_login"], here), moment(one["first_login"] or one["last_login"], here)
    told = dict(
        enabled=one["enabled"], storageLocation=f"/srv/nextcloud/data/{one['id']}",
        id=one["number"] if "numeric-ids" in here else one["id"],
        firstLoginTimestamp=first, lastLoginTimestamp=last * 1000 if "milliseconds" in here else last,
        # The one field of the whole API in milliseconds.
        lastLogin=last if "seconds" in here else last * 1000,
        backend="LDAP" if one["ldap"] else "Database", subadmin=[], quota=nextcloud_quota(one),
        manager="", avatarScope="v2-federated", email=one["email"], emailScope="v2-federated", additional_mail=[],
        additional_mailScope=[], displayname=one["displayname"], displaynameScope="v2-federated", phone="",
        phoneScope="v2-local", address="", addressScope="v2-local", website="", websiteScope="v2-local", twitter="",
        twitterScope="v2-local", fediverse="", fediverseScope="v2-local", organisation="",
        organisationScope="v2-local", role="", roleScope="v2-local", headline="", headlineScope="v2-local",
        biography="", biographyScope="v2-local", profile_enabled="1", profile_enabledScope="v2-local", pronouns="",
        pronounsScope="v2-local", groups=one["groups"], language="fr", locale="", notify_email=None,
        backendCapabilities=dict(setDisplayName=True, setPassword=not one["ldap"]))
    told["display-name"] = one["displayname"]
    if old:
        del told["firstLoginTimestamp"], told["lastLoginTimestamp"]
    return told


def nextcloud_quota(one):
    if one["broken_storage"]:
        return []
    if not one["last_login"]:
        # Its folder was never made.
        return dict(quota="none" if one["quota"] is None else one["quota"], used=0)
    if one["quota"] is None:
        free = 400_000_000_000
        return dict(free=free, used=one["used"], total=free + one["used"],
                    relative=round(one["used"] / (free + one["used"]) * 100, 2), quota=-3)
    quota = one["quota"]
    return dict(free=max(0, quota - one["used"]), used=one["used"], total=quota,
                relative=round(one["used"] / quota * 100, 2) if quota else 0, quota=quota)


def owncloud_details(one, here, old):
    last = moment(one["last_login"], here)
    told = dict(
        enabled="true" if one["enabled"] else "false", quota=owncloud_quota(one), email=one["email"],
        displayname=one["number"] if "numeric-ids" in here else one["displayname"],
        home=f"/srv/owncloud/data/{one['id']}", two_factor_auth_enabled="false")
    if not old:
        told["last_login"] = last * 1000 if "milliseconds" in here else last
    return told


def owncloud_quota(one):
    definition = "none" if one["quota"] is None else f"{one['quota'] / 1e9:g} GB"
    if one["broken_storage"]:
        return dict(definition=definition)
    free = 300_000_000_000 if one["quota"] is None else max(0, one["quota"] - one["used"])
    total = free + one["used"]
    return dict(free=free, used=one["used"], total=total, relative=round(one["used"] / total * 100, 2) if total else 0,
                definition=definition)
