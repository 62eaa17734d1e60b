#!/usr/bin/env python3
"""A double of `occ`, Nextcloud's and ownCloud's command line: the commands about accounts.

occ.py STATE COMMAND... ; STATE is a JSON file: {"kind": "nextcloud", "users": [...], "calls": [], "says": "", "lies": false}
with the fields of the doubles' accounts (README.md) and `tokens`: a list of {name, lastActivity, type}. `says` is printed
first, as PHP prints its warnings. `lies`: deletions are said and not done. `calls` gets every command's words.

From nextcloud/server core/Command/User and owncloud/core core/Command/User, core/Command/Group.
"""
import datetime
import json
import os
import sys

PATH = sys.argv[1]
with open(PATH, encoding="utf-8") as file:
    STATE = json.load(file)
NEXTCLOUD = STATE["kind"] == "nextcloud"


def words(said):
    """Options and arguments, as Symfony's console tells them apart."""
    options, arguments, rest = {}, [], False
    said = list(said)
    while said:
        word = said.pop(0)
        if rest or not word.startswith("-") or word == "-":
            arguments.append(word)
        elif word == "--":
            rest = True
        elif word == "-a":
            options.setdefault("attributes", []).append(said.pop(0))
        else:
            name, _, value = word.lstrip("-").partition("=")
            options[name] = value
    return options, arguments


def save():
    with open(PATH + ".new", "w", encoding="utf-8") as file:
        json.dump(STATE, file)
    os.replace(PATH + ".new", PATH)


def end(text, code=0):
    save()
    print(text)
    sys.exit(code)


def php(value):
    """PHP writes an empty map as a list."""
    return json.dumps(value if value != {} else [])


def find(identity):
    return next((one for one in STATE["users"] if one["id"] == identity), None)


def info(one, whole=False):
    seen = datetime.datetime.fromtimestamp(one.get("last_login", 0), datetime.timezone.utc).isoformat()
    told = {"user_id": one["id"], "display_name": one.get("displayname", one["id"]), "email": one.get("email") or "",
            "cloud_id": one["id"] + "@cloud.example.org", "enabled": one.get("enabled", True),
            "groups": one.get("groups", []), "quota": one.get("quota", "none"), "last_seen": seen,
            "user_directory": "/srv/data/" + one["id"], "backend": "Database"}
    if whole:
        told["storage"] = {"free": 1, "used": one.get("used", 0), "total": 2, "relative": 0.5, "quota": -3}
    told.update(one.get("raw", {}))
    return told


def row(one, attributes):
    told = {"uid": one["id"], "displayName": one.get("displayname", one["id"]), "email": one.get("email"),
            "quota": one.get("quota", "default"), "enabled": one.get("enabled", True),
            "lastLogin": one.get("last_login", 0)}
    return {name: told[name] for name in attributes} | one.get("raw", {})


def main():
    STATE["calls"].append(sys.argv[2:])
    options, arguments = words(sys.argv[2:])
    command, arguments = arguments[0], arguments[1:]
    if STATE.get("says"):
        print(STATE["says"])
    one = find(arguments[0]) if arguments else None
    users = STATE["users"]
    if command == "user:list" and NEXTCLOUD:
        first, limit = int(options.get("offset", 0)), int(options.get("limit", 500))
        end(php({one["id"]: info(one) for one in users[first:first + limit]}))
    if command == "user:list":
        pattern = (arguments or [""])[0].lower()
        end(php({one["id"]: row(one, options["attributes"]) for one in users if pattern in one["id"].lower()}))
    if command == "group:list" and not NEXTCLOUD:
        end(json.dumps(sorted({group for one in users for group in one.get("groups", [])})))
    if command == "group:list-members" and not NEXTCLOUD:
        end(php({one["id"]: one["id"] for one in users if arguments[0] in one.get("groups", [])}))
    if command == "user:info" and NEXTCLOUD:
        end("user not found", 1) if one is None else end(php(info(one, whole=True)))
    if command == "user:auth-tokens:list" and NEXTCLOUD:
        end("user not found", 1) if one is None else end(json.dumps(one.get("tokens", [])))
    if command in ("user:enable", "user:disable"):
        if one is None:
            end("User does not exist", 1)
        one["enabled"] = command == "user:enable"
        end(f"The specified user is {command[5:]}d")
    if command == "user:delete":
        if one is None:
            end("User does not exist", 0 if NEXTCLOUD else 1)
        if not STATE.get("lies"):
            STATE["users"] = [other for other in users if other is not one]
        end("The specified user was deleted" if NEXTCLOUD else
            f"User with uid '{one['id']}', display name '{one['id']}', email '' was deleted")
    if command == "user:setting" and one is not None:
        one[arguments[2]] = arguments[3]
        end("")
    end(f'Command "{command}" is not defined.', 1)


main()
