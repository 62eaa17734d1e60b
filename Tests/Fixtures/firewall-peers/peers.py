"""The peers, each in namespaces of its own: nothing of them reaches the machine's rules, folders or settings."""
import os, subprocess, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules

LAB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Lab/lab")
FILTERS = "/usr/share/libvirt/nwfilter"


def run(words, **more):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)}: {done.stdout.decode(errors='replace')[-2000:]}")
    return done.stdout.decode(errors="replace")


def write(path, text):
    with open(path, "w") as file:
        file.write(text)
    return path


def alone(script, *words):
    """Runs a script in new network and mount namespaces; gives what it printed."""
    return run(["unshare", "-n", "-m", "--propagation", "private", "sh", "-eu", "-c", script, "sh", *words])


def seconds(printed):
    """The last of the times that a script printed with `date +%s.%N` before and after the deed."""
    times = [float(line) for line in printed.split() if line.replace(".", "").isdigit() and "." in line]
    return times[-1] - times[-2]


def nft(file):
    return seconds(alone('date +%s.%N; nft -f "$1"; date +%s.%N', file))


def iptables(file):
    return seconds(alone('date +%s.%N; iptables-nft-restore <"$1"; date +%s.%N', file))


class Ufw:
    """Rules for routed packets in copies of its folders: a reload of all, and one rule more."""

    def __init__(self, folder, count):
        self.folder = folder + "/ufw"
        run(["cp", "-a", "/etc/ufw", self.folder])
        with open("/usr/share/ufw/iptables/user.rules") as file:
            head, mark, tail = file.read().partition("### RULES ###\n")
        # What stands between the two marks is what `ufw` itself writes there.
        text = rules.ufw(count, head + mark + "\n", "\n### END RULES ###\n" + tail)
        write(self.folder + "/user.rules", text)
        write(self.folder + "/ufw.conf", "ENABLED=yes\nLOGLEVEL=off\n")

    def measure(self):
        printed = alone("""
            mount --bind "$1" /etc/ufw; mount -t tmpfs none /run; mkdir -p /run/lock
            sed 's/^IPT_MODULES=.*/IPT_MODULES=""/; s/^IPT_SYSCTL=.*/IPT_SYSCTL=/' /etc/default/ufw >/run/default
            mount --bind /run/default /etc/default/ufw
            ip link set lo up
            /lib/ufw/ufw-init force-reload >/dev/null
            date +%s.%N; ufw reload >/dev/null; date +%s.%N
            iptables -S ufw-user-forward | wc -l
            ufw route allow out on vnet1 to any port 4000 proto tcp >/dev/null; date +%s.%N
            iptables -S ufw-user-forward | wc -l""", self.folder).split()
        begin, loaded, count, added, after = printed
        if int(after) != int(count) + 1:
            raise SystemExit(f"ufw has {after} rules instead of {int(count) + 1}")
        return float(loaded) - float(begin), float(added) - float(loaded), int(count) - 1


class Nwfilter:
    """libvirt's own filters on bare TAP interfaces of a lab: no guest is needed."""

    def __init__(self, folder, cards):
        self.folder, self.cards = folder, cards
        self.lab = ["--folder", folder + "/lab"]

    def virsh(self, *words):
        return run([LAB, "virsh", *self.lab, "--", "-q", *words])

    def measure(self):
        """Seconds to bind one card, and to edit the filter that all use."""
        run([LAB, "start", *self.lab])
        try:
            self.define()
            times = []
            for number in range(1, self.cards + 1):
                run([LAB, "run", *self.lab, "--", "ip", "tuntap", "add", f"vnet{number}", "mode", "tap"])
                run([LAB, "run", *self.lab, "--", "ip", "link", "set", f"vnet{number}", "up"])
                file = write(f"{self.folder}/binding.xml", rules.binding(number))
                times.append(self.timed("nwfilter-binding-create", file))
            edited = write(f"{self.folder}/edited.xml", rules.nwfilter(1, shift=1))
            return sum(times) / len(times), self.timed("nwfilter-define", edited)
        finally:
            run([LAB, "stop", *self.lab])

    def timed(self, *words):
        begin = time.monotonic()
        self.virsh(*words)
        return time.monotonic() - begin

    def define(self):
        """libvirt's own filters, those that others refer to first, and one kind of ours."""
        left = sorted(os.listdir(FILTERS))
        while left:
            known = len(left)
            left = [name for name in left if subprocess.run(
                [LAB, "virsh", *self.lab, "--", "-q", "nwfilter-define", f"{FILTERS}/{name}"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0]
            if len(left) == known:
                raise SystemExit(f"libvirt refuses {', '.join(left)}")
        self.virsh("nwfilter-define", write(f"{self.folder}/kind.xml", rules.nwfilter(1)))
