import Screen
import UnixcornCore

extension FirewallState {
    /// Where it stands, in a word.
    var look: StateLook {
        switch condition {
        case .unknown: StateLook(shape: "◌", words: Phrase("not looked yet", "pas encore vu"), role: .unknown)
        case .notAllowed: StateLook(shape: "?", words: Phrase("may not look", "vue interdite"), role: .warning)
        case .absent where current != nil: StateLook(shape: "✖", words: Phrase("gone", "disparu"), role: .critical)
        case .absent: StateLook(shape: "○", words: Phrase("no policy", "sans politique"), role: .off)
        case .ruling: StateLook(shape: "●", words: Phrase("ruling", "en vigueur"), role: .good)
        case .trying: StateLook(shape: "◐", words: Phrase("on trial", "à l’essai"), role: .warning)
        }
    }

    /// Whether packets pass rules of ours now.
    var isFiltering: Bool { condition == .ruling || condition == .trying }
}

extension FirewallState.GuestEntry {
    var look: StateLook {
        switch standing {
        case .filtered: StateLook(shape: "●", words: Phrase("filtered", "filtrée"), role: .good)
        case .notInRules: StateLook(shape: "✖", words: Phrase("no rules", "sans règle"), role: .critical)
        case .kindMissing: StateLook(shape: "!", words: Phrase("no kind", "sans nature"), role: .warning)
        case .noAddress: StateLook(shape: "!", words: Phrase("no address", "sans adresse"), role: .warning)
        case .noInterface: StateLook(shape: "–", words: Phrase("no card", "sans carte"), role: .off)
        }
    }

    /// What the word means, and what helps.
    var remark: Phrase? {
        switch standing {
        case .filtered: nil
        case .notInRules:
            Phrase(
                "its interfaces are not in the rules: what it sends and gets is dropped",
                "ses interfaces ne sont pas dans les règles : ce qu’elle envoie et reçoit est abandonné")
        case .kindMissing:
            Phrase(
                "the policy declares no kind \(SafeText(missingKind ?? "")): \(SafeText(kind)) holds it (T: another kind)",
                "la politique ne déclare pas la nature \(SafeText(missingKind ?? "")) : \(SafeText(kind)) la tient (T : une autre)"
            )
        case .noAddress:
            Phrase(
                "no address of it is known: only its hardware address is held",
                "aucune adresse connue : seule son adresse matérielle est tenue")
        case .noInterface:
            Phrase(
                "none of its interfaces passes the host’s rules",
                "aucune de ses interfaces ne passe par les règles de l’hôte")
        }
    }

    var dropped: FirewallState.Count {
        let rates = [droppedIn.rate, droppedOut.rate].compactMap { $0 }
        return FirewallState.Count(
            packets: droppedIn.packets + droppedOut.packets, bytes: droppedIn.bytes + droppedOut.bytes,
            rate: rates.isEmpty ? nil : rates.reduce(0, +))
    }
}

extension FirewallDrift {
    /// Who did it: `nft (4242)`.
    var culprit: SafeText? { process.map { SafeText("\($0)" + (processID.map { " (\($0))" } ?? "")) } }

    /// What changed, as in a diff; what is gone first.
    var lines: [(text: SafeText, role: Role)] {
        missing.map { (SafeText("- table " + $0), .critical) } + removed.map { (SafeText("- " + $0), .critical) }
            + added.map { (SafeText("+ " + $0), .warning) }
    }
}

extension Context {
    /// A number of packets in few cells: `9830`, `31.8 k`, `2.4 M`.
    func packets(_ count: UInt64) -> SafeText {
        let units: [(UInt64, String)] = [
            (1_000_000_000_000, "T"), (1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k"),
        ]
        guard count >= 10_000, let (size, letter) = units.first(where: { count >= $0.0 }) else {
            return SafeText(String(count))
        }
        let value = Double(count) / Double(size)
        return SafeText(Units.number(value, decimals: value < 99.95 ? 1 : 0, language) + " " + letter)
    }

    /// Packets a second; `-` before the second look.
    func pace(_ rate: Double?) -> SafeText {
        guard let rate else { return "-" }
        if rate < 0.05 { return "0" }
        return rate < 99.95 ? SafeText(Units.number(rate, decimals: 1, language)) : packets(UInt64(min(rate, 1e15)))
    }

    /// Whole seconds until then, as a countdown shows them; 0 once it is over.
    func countdown(to end: Moment) -> Int { max(0, Int(end.seconds(since: now).rounded(.up))) }
}
