"""The ways in which a double lies or fails, by name."""
import math
import os
import time

NAMES = {
    "http500": "500 and a page", "redirect-login": "302 to the login page", "html": "200 and the login page",
    "empty-list-for-map": "[] where an object has to be", "numbers-as-strings": "every number is a string",
    "milliseconds": "dates in milliseconds since 1970", "seconds": "dates in seconds since 1970",
    "date-1970s": "dates in 1971", "date-future": "dates 40 days from now",
    "numeric-ids": "names are JSON numbers", "odd-ids": "names with slashes and control characters",
    "repeat-page": "every page is the first one", "half-list": "a little more than 10 % of the list is missing",
    "cut-answer": "the line closes in the middle of the answer", "token-expired": "401",
    "clock-off": "the Date field is one hour late", "stall": "no answer at all", "rate-limit": "429 with Retry-After: 1",
    "delete-lies": "says that it deleted, and does not", "delete-then-cut": "deletes, and closes without an answer",
    "confirm-password": "403, the password has to be confirmed (Nextcloud 34)",
    "ten-thousand": "10,000 accounts",
}
# These change what an answer says; all others change how it comes.
SHAPES = {"empty-list-for-map", "numbers-as-strings", "milliseconds", "seconds", "date-1970s", "date-future",
          "numeric-ids", "repeat-page", "half-list"}


class Rule:
    """`NAME [times=N] [skip=N] [match=PART] [method=VERB]`: which calls the fault meets; without words, all of them."""

    def __init__(self, words):
        name, *rest = words
        if name not in NAMES:
            raise ValueError(f"no fault is called {name}; there are {', '.join(sorted(NAMES))}")
        said = dict(word.split("=", 1) for word in rest)
        self.name = name
        self.times = float(said.pop("times", math.inf))
        self.skip = int(said.pop("skip", 0))
        self.match = said.pop("match", "")
        self.method = said.pop("method", "")
        if said:
            raise ValueError(f"a fault has no {', '.join(said)}")
        self.met = 0

    def meets(self, request):
        if self.match not in request.path or self.method not in ("", request.method):
            return False
        self.met += 1
        return self.skip < self.met <= self.skip + self.times


class Faults:
    """The rules in force; those of a file are read again when it was replaced."""

    def __init__(self, store, names, path):
        self.store, self.path, self.stamp, self.rules = store, path, None, []
        self.set("\n".join(names))

    def set(self, text):
        self.rules = [Rule(line.split()) for line in text.splitlines() if line.split()]
        names = {rule.name for rule in self.rules}
        with self.store.lock:
            if "odd-ids" in names:
                self.store.add_odd()
            if "ten-thousand" in names:
                self.store.top_up(10_000)
            if names & {"odd-ids", "ten-thousand"}:
                self.store.save()

    def now(self, request):
        """The names of the faults that this call meets."""
        if self.path and os.path.exists(self.path):
            info = os.stat(self.path)
            if (info.st_mtime_ns, info.st_ino) != self.stamp:
                self.stamp = (info.st_mtime_ns, info.st_ino)
                with open(self.path, encoding="utf-8") as file:
                    self.set(file.read())
        return {rule.name for rule in self.rules if rule.meets(request)}


def moment(seconds, faults):
    """Seconds since 1970 as a faulty server remembers them; 0, which means never, stays what it is."""
    if not seconds:
        return seconds
    if "date-1970s" in faults:
        return 31_536_000 + seconds % 86_400
    if "date-future" in faults:
        return int(time.time()) + 40 * 86_400
    return seconds


def part(entries, faults):
    """The list without its end, where the server answers in part."""
    return entries[:len(entries) - len(entries) // 10 - 1] if "half-list" in faults and entries else entries


def texts(value):
    """The same value with every number as a string."""
    if isinstance(value, dict):
        return {key: texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [texts(one) for one in value]
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def empty(value):
    """[] for every object inside, as PHP writes an empty map, and for the value itself."""
    if isinstance(value, dict):
        return []
    return value
