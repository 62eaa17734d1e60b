"""One user and one project as GitLab tells them to an administrator."""
import datetime

from .faults import moment


def instant(seconds, here):
    if not seconds:
        return None
    value = moment(seconds, here)
    if "milliseconds" in here or "seconds" in here:
        return value * 1000 if "milliseconds" in here else value
    return datetime.datetime.fromtimestamp(value, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def user(one, place, here):
    last = instant(one["last_login"], here)
    on = instant(one["last_activity"], here)
    login = one["number"] if "numeric-ids" in here else one["login"]
    return dict(
        id=one["number"], username=login, public_email=None, name=one["displayname"], state=one["state"],
        locked=False, avatar_url=None, web_url=f"{place}/{one['login']}", created_at=instant(one["created"], here),
        bio="", location="", skype="", linkedin="", twitter="", discord="", website_url="", organization="",
        job_title="", pronouns=None, bot=False, work_information=None, followers=0, following=0, local_time=None,
        last_sign_in_at=last, confirmed_at=instant(one["created"], here),
        # A date without a time.
        last_activity_on=on[:10] if isinstance(on, str) else on, email=one["email"], theme_id=3, color_scheme_id=1,
        projects_limit=100000, current_sign_in_at=last,
        identities=[dict(provider="ldapmain", extern_uid=f"uid={one['login']}", saml_provider_id=None)]
        if one["ldap"] else [], can_create_group=True, can_create_project=True, two_factor_enabled=False,
        external=False, private_profile=False, commit_email=one["email"], is_admin=one["admin"], note=None,
        namespace_id=one["number"] + 1000, created_by=None, email_reset_offered_at=None)


def project(one, number, name, place):
    path = f"{one['login']}/{name}"
    return dict(
        id=one["number"] * 100 + number, description=None, name=name, name_with_namespace=f"{one['displayname']} / {name}",
        path=name, path_with_namespace=path, created_at="2024-03-01T08:00:00.000Z", default_branch="main",
        web_url=f"{place}/{path}", star_count=0, forks_count=0, last_activity_at="2025-03-01T08:00:00.000Z",
        namespace=dict(id=one["number"] + 1000, name=one["displayname"], path=one["login"], kind="user",
                       full_path=one["login"], parent_id=None))
