"""OCS answers as XML, in PHP's way: list members are `element`, true is 1, false and null are nothing.

From nextcloud/server lib/private/AppFramework/OCS/BaseResponse.php (toXML).
"""
import re
from xml.sax.saxutils import escape

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def text(value):
    if value is True:
        return "1"
    if value is None or value is False:
        return ""
    # XML has no way to write most control characters.
    return FORBIDDEN.sub("\ufffd", escape(str(value)))


def write(pairs, lines, indent):
    for key, value in pairs:
        name = key if isinstance(key, str) and NAME.match(key) else "element"
        blank = " " * indent
        if isinstance(value, (dict, list)):
            inside = value.items() if isinstance(value, dict) else enumerate(value)
            if value:
                lines.append(f"{blank}<{name}>")
                write(inside, lines, indent + 1)
                lines.append(f"{blank}</{name}>")
            else:
                lines.append(f"{blank}<{name}/>")
        else:
            said = text(value)
            lines.append(f"{blank}<{name}>{said}</{name}>" if said else f"{blank}<{name}/>")


def document(whole):
    lines = ['<?xml version="1.0"?>']
    write(whole.items(), lines, 0)
    return ("\n".join(lines) + "\n").encode()
