import Screen
import UnixcornCore

extension Context {
    /// The head of the pane: what rules, what the file says, who else drops. The most needed first.
    var firewallFacts: [Fact] {
        let firewall = state.firewall
        var facts = [
            Fact(label: Phrase("firewall", "pare-feu"), value: rulingWords, style: Style(firewall.look.role, .bold))
        ]
        facts.append(policyFact)
        if let rate = firewall.dropRate, firewall.isFiltering {
            let strays = firewall.strayGuests.count
            facts.append(
                Fact(
                    label: Phrase("guests", "machines"),
                    value: say(.filteredGuests(firewall.guests.count, strays, pace(rate))),
                    style: Style(strays > 0 ? .warning : .text)))
        }
        if !firewall.foreign.isEmpty {
            let chains = SafeText(firewall.foreign.joined(separator: ", "))
            facts.append(
                Fact(label: Phrase("others", "autres"), value: say(.othersDrop(chains)), style: Style(.warning)))
        }
        return facts
    }

    private var rulingWords: SafeText {
        let firewall = state.firewall
        let look = state(firewall.look)
        switch firewall.condition {
        case .notAllowed(let why): return look + say(Phrase(": ", " : ")) + say(why)
        case .trying:
            guard let trial = firewall.trial, let ends = firewall.trialEnds else { return look }
            let (name, by) = (SafeText(trial.name), SafeText(trial.by))
            let back = firewall.current.map { SafeText($0.name) }
            return look + "  " + say(.trialLeft(name, by, countdown(to: ends), back))
        default:
            guard let current = firewall.current else { return look }
            let (name, by) = (SafeText(current.name), SafeText(current.by))
            return look + "  " + say(.confirmedSince(name, date(current.at), briefAge(current.at), by))
        }
    }

    private var policyFact: Fact {
        let firewall = state.firewall
        let (file, label) = (SafeText(firewall.file), Phrase("policy", "politique"))
        if let first = firewall.problems.first {
            let words = say(.problemsInFile(firewall.problems.count, first.line))
            return Fact(label: label, value: file + "  ✖ " + words, style: Style(.critical))
        }
        guard firewall.hasChanges else { return Fact(label: label, value: file) }
        let words: Phrase = firewall.trial == nil ? .fileSaysElse : .fileSaysMore
        return Fact(label: label, value: file + "  ! " + say(words), style: Style(.warning))
    }
}

extension Phrase {
    fileprivate static func confirmedSince(
        _ name: SafeText, _ date: SafeText, _ age: SafeText, _ by: SafeText
    ) -> Phrase {
        Phrase("\(name) since \(date) (\(age)), by \(by)", "\(name) depuis le \(date) (\(age)), par \(by)")
    }
    static func trialLeft(_ name: SafeText, _ by: SafeText, _ seconds: Int, _ back: SafeText?) -> Phrase {
        guard seconds > 0 else {
            return Phrase("\(name): its time is over", "\(name) : son temps est écoulé")
        }
        return Phrase(
            "\(name) by \(by): \(seconds) s left" + (back.map { ", then \($0) again" } ?? ""),
            "\(name) par \(by) : encore \(seconds) s" + (back.map { ", puis \($0)" } ?? ""))
    }
    fileprivate static func problemsInFile(_ count: Int, _ line: Int?) -> Phrase {
        let english = line.map { ", line \($0)" } ?? ""
        let french = line.map { ", ligne \($0)" } ?? ""
        return Phrase(
            "\(count == 1 ? "1 problem" : "\(count) problems")\(english): p shows",
            "\(count == 1 ? "1 problème" : "\(count) problèmes")\(french) : p montre")
    }
    fileprivate static let fileSaysMore = Phrase(
        "was changed after the trial began", "changé depuis le début de l’essai")
    fileprivate static let fileSaysElse = Phrase("says something else: t tries it", "dit autre chose : t l’essaie")
    fileprivate static func filteredGuests(_ count: Int, _ strays: Int, _ pace: SafeText) -> Phrase {
        let english = strays > 0 ? ", \(strays) to look at" : ""
        let french = strays > 0 ? ", \(strays) à regarder" : ""
        return Phrase(
            "\(count)\(english); \(pace) packets dropped a second",
            "\(count)\(french) ; \(pace) paquets abandonnés par seconde")
    }
    fileprivate static func othersDrop(_ chains: SafeText) -> Phrase {
        Phrase(
            "! \(chains): not ours, drops what it does not accept",
            "! \(chains) : pas à nous, abandonne ce qu’elle n’accepte pas")
    }
}
