"""One policy in six languages: kinds of 20 rules each, guests that belong to them in turn.

Rule i of kind k accepts the port 1000 + 100 k + i: each fourth from anywhere, the others from a network of eight
addresses. Guest n has the card vnet<n>, one IPv4 and one IPv6 address.
"""
import ipaddress, json

KINDS, RULES = 8, 20


def rule(kind, number, shift=0):
    """Protocol, port, and where from; None: anywhere."""
    protocol = "udp" if number % 8 == 4 else "tcp"
    return protocol, 1000 + 100 * kind + number + shift, None if number % 4 == 0 else f"192.0.2.{8 * number}/29"


def kind_rules(kind, shift=0):
    """The last rule's port is what changes between two policies."""
    return [rule(kind, number, shift if number == RULES - 1 else 0) for number in range(RULES)]


def guest(number):
    return {
        "name": f"g{number}", "kind": f"k{number % KINDS}", "interfaces": [{
            "tap": f"vnet{number}", "mac": f"52:54:00:00:{number >> 8:02x}:{number & 255:02x}",
            "addresses": [f"10.1.{number >> 8}.{number & 255}", str(ipaddress.ip_address(f"2001:db8:a::{number:x}"))]}]}


def guests(count):
    return json.dumps([guest(number) for number in range(1, count + 1)])


def policy(shift=0, blocked=None):
    """Ours. `shift` changes the last port of kind k1."""
    lines = ['admins = ["203.0.113.7"]']
    if blocked:
        lines += ['block = ["bad"]', "[sets]", f'bad = {{ file = "{blocked}" }}']
    for kind in range(KINDS):
        lines += [f"[kinds.k{kind}]", 'out = "any"', "accept = ["]
        for protocol, port, source in kind_rules(kind, shift if kind == 1 else 0):
            peer = f', from = "{source}"' if source else ""
            lines.append(f'    {{ port = "{protocol}/{port}"{peer} }},')
        lines.append("]")
    return "\n".join(lines) + "\n"


def nft_rule(protocol, port, source):
    return (f"ip saddr {source} " if source else "") + f"{protocol} dport {port} accept"


def nft_chains(count, hook, family):
    """A chain for each guest with all its rules in it, and one rule for each that leads there."""
    text = [f"table {family} peer {{"]
    for number in range(1, count + 1):
        text += [f"chain g{number} {{"] + [nft_rule(*one) for one in kind_rules(number % KINDS)] + ["drop", "}"]
    text += [f"chain every {{ type filter hook {hook} priority 10; policy accept;"]
    text += [f"oifname vnet{number} jump g{number}" for number in range(1, count + 1)]
    return "\n".join(text + ["}", "}", ""])


def nft_list(blocks):
    return ("table inet peer {\nset bad { type ipv4_addr; flags interval; auto-merge; elements = {\n"
            + ",\n".join(blocks) + "\n}\n}\n}\n")


def iptables(count):
    text = ["*filter", ":FORWARD ACCEPT [0:0]"] + [f":g{number} - [0:0]" for number in range(1, count + 1)]
    for number in range(1, count + 1):
        text.append(f"-A FORWARD -o vnet{number} -j g{number}")
        for protocol, port, source in kind_rules(number % KINDS):
            peer = f"-s {source} " if source else ""
            text.append(f"-A g{number} {peer}-p {protocol} --dport {port} -j ACCEPT")
        text.append(f"-A g{number} -j DROP")
    return "\n".join(text + ["COMMIT", ""])


def ufw(count, head, tail):
    """Its user.rules, between what the file begins and ends with: the tuples are what `ufw` itself reads again."""
    text = []
    for number in range(1, count + 1):
        for protocol, port, source in kind_rules(number % KINDS):
            text.append(f"### tuple ### route:allow {protocol} {port} 0.0.0.0/0 any {source or '0.0.0.0/0'} out_vnet{number}")
            peer = f" -s {source}" if source else ""
            text.append(f"-A ufw-user-forward -o vnet{number} -p {protocol}{peer} --dport {port} -j ACCEPT\n")
    return head + "\n".join(text) + tail


def nwfilter(kind, shift=0):
    text = [f"<filter name='k{kind}' chain='root'>", f"<uuid>1abacab1-0000-4000-8000-0000000001{kind:02x}</uuid>", "<filterref filter='clean-traffic'/>"]
    for protocol, port, source in kind_rules(kind, shift):
        address, _, mask = (source or "").partition("/")
        peer = f" srcipaddr='{address}' srcipmask='{mask}'" if source else ""
        text.append(f"<rule action='accept' direction='in' priority='500'><{protocol} dstportstart='{port}'{peer}/></rule>")
    return "\n".join(text + ["<rule action='drop' direction='in' priority='900'><all/></rule>", "</filter>"])


def binding(number):
    one = guest(number)
    card = one["interfaces"][0]
    return (f"<filterbinding><owner><name>{one['name']}</name><uuid>1abacab1-0000-4000-8000-{number:012x}</uuid></owner>"
            f"<portdev name='{card['tap']}'/><mac address='{card['mac']}'/>"
            f"<filterref filter='k1'><parameter name='IP' value='{card['addresses'][0]}'/></filterref></filterbinding>")
