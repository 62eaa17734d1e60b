"""Our own schemas over answers, with Debian's python3-jsonschema.

One keyword of our own: `"sensibleDate": "seconds" | "milliseconds" | "iso" | "day"` is fulfilled by 0 and null (never), by
Gitea's second 0 of 1970, and by dates from the year 2000 to tomorrow in that unit.
"""
import datetime
import json
import os
import time

import jsonschema

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "schemas")
EARLIEST = 946_684_800


def seconds(value, unit):
    if unit in ("iso", "day"):
        if not isinstance(value, str) or (unit == "day") != (len(value) == 10):
            raise ValueError
        moment = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
        return moment.replace(tzinfo=moment.tzinfo or datetime.timezone.utc).timestamp()
    if not isinstance(value, int):
        raise ValueError
    return value / (1000 if unit == "milliseconds" else 1)


def sensible_date(validator, unit, value, schema):
    if value is None:
        return
    try:
        moment = seconds(value, unit)
    except ValueError:
        yield jsonschema.ValidationError(f"{value!r} is no date in the unit {unit}")
        return
    if moment and not EARLIEST <= moment <= time.time() + 86_400:
        yield jsonschema.ValidationError(f"{value!r} ({unit}) is before 2000 or after tomorrow")


Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"sensibleDate": sensible_date})


def schemas():
    found = {}
    for name in sorted(os.listdir(FOLDER)):
        with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
            found[name] = json.load(file)
    return found


ALL = schemas()
# A schema that is referred to and names its dialect would be judged without the keyword of our own.
OURS = {name: {key: value for key, value in schema.items() if key != "$schema"} for name, schema in ALL.items()}


def complaints(name, value):
    """What the schema of that name has against the value; nothing: it fits."""
    resolver = jsonschema.RefResolver("", OURS[name + ".json"], store=dict(OURS))
    found = Validator(OURS[name + ".json"], resolver=resolver).iter_errors(value)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


def check_schemas():
    """The schemas are schemas, and each says where it comes from."""
    for name, schema in ALL.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        if "From " not in schema.get("$comment", ""):
            raise AssertionError(f"{name} does not say where it comes from")
