"""`/_double/...`: how a test speaks to the double itself. Only this machine reaches it."""
import json

from . import server
from .store import account


def answer(double, request):
    store, words = double.store, request.parts[1:]
    with store.lock:
        try:
            if words == ["state"]:
                return server.Answer(200, store.whole())
            if words == ["fault"]:
                double.faults.set(request.params.get("set", ""))
            elif words == ["change"]:
                one = store.find(request.params["id"])
                if one is None:
                    return server.Answer(404, {"message": "nobody has this id"})
                one.update(json.loads(request.params["set"]))
            elif words == ["add"]:
                said = json.loads(request.params["set"])
                store.add(account(said.pop("login", said.get("id")), **said))
            elif words == ["remove"]:
                store.remove(store.find(request.params["id"]))
            else:
                return server.Answer(404, {"message": "state, fault, change, add, remove"})
        except (ValueError, KeyError) as error:
            return server.Answer(400, {"message": str(error)})
        store.save()
        return server.Answer(200, {"done": True})


def ask(url, words):
    """The client's side: `state`, `fault [RULE...]`, `change ID JSON`, `add JSON`, `remove ID`. Gives the answer's text."""
    import ssl
    import urllib.parse
    import urllib.request
    verb, rest = words[0], words[1:]
    said = {}
    if verb == "fault":
        said["set"] = " ".join(rest).replace(";", "\n")
    elif verb in ("change", "remove"):
        said["id"] = rest[0]
    if verb in ("change", "add"):
        said["set"] = rest[-1]
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)]
    call = urllib.request.Request(f"{url.rstrip('/')}/_double/{verb}",
                                  data=None if verb == "state" else urllib.parse.urlencode(said).encode())
    return urllib.request.build_opener(*handlers).open(call, timeout=30).read().decode()
