import Foundation
import UnixcornCore

extension Doctor {
    /// What the firewall needs: a policy that is right, the right to use nftables, rules that are there, somebody who keeps
    /// them up to the guests.
    func firewall(_ configuration: Configuration) -> [Finding] {
        // Another machine's rules are out of reach.
        guard configuration.hosts.contains(where: \.isThisMachine) else { return [] }
        let folder = global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder
        guard let setup = try? waitFor({ await FirewallSetup.examine(configuration, stateFolder: folder) }) else {
            return []
        }
        var found = policy(setup)
        // Who has no policy has asked for no firewall.
        guard setup.isThere || setup.confirmed != nil else { return found }
        if let refusal = setup.refusal {
            let words = refusal.message
            return found + [wrong(Phrase(verbatim: "nftables"), words, refusal.hint ?? .needsNetAdmin)]
        }
        found.append(rules(setup))
        found += bridges(setup) + others(setup) + guarding(setup)
        return found
    }

    private func policy(_ setup: FirewallSetup) -> [Finding] {
        let (subject, file) = (Phrase("firewall policy", "politique du pare-feu"), SafeText(setup.file))
        guard setup.isThere else {
            return [
                doubtful(
                    subject,
                    Phrase("\(file) is not there: nothing is filtered", "\(file) n’existe pas : rien n’est filtré"),
                    Phrase(
                        "unixcorn firewall import proposes one from the rules that are there",
                        "unixcorn firewall import en propose une d’après les règles présentes"))
            ]
        }
        if let problem = setup.problems.first {
            let more = setup.problems.count - 1
            let words = problem.words
            return [
                wrong(
                    subject,
                    more == 0
                        ? words : Phrase("\(words.english) (and \(more) more)", "\(words.french) (et \(more) de plus)"),
                    Phrase("unixcorn firewall check names all", "unixcorn firewall check les nomme tous"))
            ]
        }
        return [good(subject, Phrase(verbatim: file))]
    }

    private func rules(_ setup: FirewallSetup) -> Finding {
        let subject = Phrase("firewall rules", "règles du pare-feu")
        guard let confirmed = setup.confirmed.map({ SafeText($0) }) else {
            return doubtful(
                subject, Phrase("no policy was confirmed", "aucune politique n’a été confirmée"),
                Phrase(
                    "unixcorn firewall apply tries the file, unixcorn firewall confirm keeps it",
                    "unixcorn firewall apply essaie le fichier, unixcorn firewall confirm le garde"))
        }
        guard let ruling = setup.ruling else {
            return wrong(
                subject,
                Phrase(
                    "\(confirmed) was confirmed and is not there: nothing is filtered",
                    "\(confirmed) a été confirmée et n’est pas là : rien n’est filtré"),
                Phrase("unixcorn firewall repair", "unixcorn firewall repair"))
        }
        guard ruling == confirmed.string else {
            return wrong(
                subject,
                Phrase(
                    "\(SafeText(ruling)) rules, and \(confirmed) was confirmed",
                    "\(SafeText(ruling)) est en vigueur, et \(confirmed) a été confirmée"),
                Phrase("unixcorn firewall repair", "unixcorn firewall repair"))
        }
        return good(subject, Phrase("\(confirmed) rules", "\(confirmed) est en vigueur"))
    }

    /// Without connection tracking in bridges br_netfilter stands in.
    private func bridges(_ setup: FirewallSetup) -> [Finding] {
        let subject = Phrase("bridges", "ponts")
        if setup.tracksBridges {
            return [
                good(subject, Phrase("the kernel tracks their connections", "le noyau suit leurs connexions"))
            ]
        }
        if setup.showsBridgesToIP {
            return [
                good(
                    subject,
                    Phrase(
                        "br_netfilter stands in for nf_conntrack_bridge", "br_netfilter remplace nf_conntrack_bridge"))
            ]
        }
        return [
            wrong(
                subject,
                Phrase(
                    "the kernel does not track connections in bridges, and br_netfilter is off: answers are dropped",
                    "le noyau ne suit pas les connexions dans les ponts et br_netfilter est éteint : les réponses sont abandonnées"
                ),
                Phrase(verbatim: "modprobe br_netfilter && sysctl net.bridge.bridge-nf-call-iptables=1"))
        ]
    }

    private func others(_ setup: FirewallSetup) -> [Finding] {
        guard !setup.foreign.isEmpty else { return [] }
        let chains = SafeText(setup.foreign.joined(separator: ", "))
        return [
            doubtful(
                Phrase("other rules", "autres règles"),
                Phrase(
                    "\(chains): drops what it does not accept, whatever our policy says",
                    "\(chains) : abandonne ce qu’elle n’accepte pas, quoi que dise notre politique"),
                Phrase(
                    "unixcorn firewall explain says which packets it drops",
                    "unixcorn firewall explain dit quels paquets elle abandonne"))
        ]
    }

    private func guarding(_ setup: FirewallSetup) -> [Finding] {
        let subject = Phrase("recorder", "veilleur")
        guard setup.confirmed != nil else { return [] }
        if setup.isGuarded {
            return [
                good(subject, Phrase("keeps the rules up to the guests", "met les règles à jour des machines"))
            ]
        }
        return [
            doubtful(
                subject,
                Phrase(
                    "none runs: a guest that starts while no console is open is closed",
                    "aucun ne tourne : une machine qui démarre sans console ouverte reste fermée"),
                Phrase(verbatim: "systemctl enable --now unixcorn-record.service"))
        ]
    }
}

extension Phrase {
    fileprivate static let needsNetAdmin = Phrase(
        "run as root, or with the capability CAP_NET_ADMIN", "lancez en root, ou avec la capacité CAP_NET_ADMIN")
}
