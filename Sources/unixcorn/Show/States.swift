import Screen
import UnixcornCore

/// How a state looks: a word, a shape and a colour, never a colour alone.
struct StateLook: Sendable {
    var shape: Character
    var words: Phrase
    var role: Role
}

extension Guest {
    /// The state as it is shown. A guest whose process does not answer shows that first.
    var look: StateLook {
        if silentSince != nil { return StateLook(shape: "!", words: Phrase("silent", "muette"), role: .critical) }
        return switch state {
        case .running, .blocked: StateLook(shape: "●", words: Phrase("running", "marche"), role: .running)
        case .paused: StateLook(shape: "‖", words: Phrase("paused", "pause"), role: .paused)
        case .sleeping: StateLook(shape: "◌", words: Phrase("sleeping", "veille"), role: .paused)
        case .shuttingDown: StateLook(shape: "◐", words: Phrase("stopping", "s’éteint"), role: .paused)
        case .off where hasSavedState: StateLook(shape: "◍", words: Phrase("saved", "sauvée"), role: .off)
        case .off: StateLook(shape: "○", words: Phrase("off", "arrêtée"), role: .off)
        case .crashed: StateLook(shape: "✖", words: Phrase("crashed", "plantée"), role: .crashed)
        case .unknown: StateLook(shape: "?", words: Phrase("unknown", "inconnu"), role: .unknown)
        }
    }

    /// Where the state stands when guests are sorted by it: what needs a person first.
    var stateRank: Int {
        if silentSince != nil { return 0 }
        return switch state {
        case .crashed: 1
        case .paused: 2
        case .shuttingDown: 3
        case .running, .blocked: 4
        case .sleeping: 5
        case .unknown: 6
        case .off: 7
        }
    }

    /// The address to show when there is room for one: IPv4 before IPv6, never link-local if there is another.
    var mainAddress: String? {
        let all = interfaces.flatMap(\.addresses).map(\.address)
        return all.min { rank($0) < rank($1) }
    }

    private func rank(_ address: String) -> Int {
        address.hasPrefix("fe80") || address.hasPrefix("169.254.") ? 2 : address.contains(":") ? 1 : 0
    }
}

extension Pool {
    var look: StateLook {
        switch state {
        case .running: StateLook(shape: "●", words: Phrase("running", "marche"), role: .running)
        case .inactive: StateLook(shape: "○", words: Phrase("off", "arrêtée"), role: .off)
        case .building: StateLook(shape: "◐", words: Phrase("building", "en création"), role: .paused)
        case .degraded: StateLook(shape: "!", words: Phrase("degraded", "dégradée"), role: .warning)
        case .inaccessible: StateLook(shape: "✖", words: Phrase("no access", "inaccessible"), role: .crashed)
        case .unknown: StateLook(shape: "?", words: Phrase("unknown", "inconnu"), role: .unknown)
        }
    }

    /// Share of its room that is taken; nil while it is inactive.
    var usedShare: Double? { capacity == 0 ? nil : Double(allocation) / Double(capacity) }
}

extension Network {
    var look: StateLook {
        isActive
            ? StateLook(shape: "●", words: Phrase("running", "marche"), role: .running)
            : StateLook(shape: "○", words: Phrase("off", "arrêté"), role: .off)
    }
}

extension Job {
    var look: StateLook {
        switch state {
        case .waiting: StateLook(shape: "◌", words: Phrase("waiting", "attend"), role: .paused)
        case .running: StateLook(shape: "◐", words: Phrase("running", "en cours"), role: .running)
        case .done: StateLook(shape: "●", words: Phrase("done", "fait"), role: .good)
        case .failed: StateLook(shape: "✖", words: Phrase("failed", "échec"), role: .critical)
        case .cancelled: StateLook(shape: "○", words: Phrase("cancelled", "annulé"), role: .off)
        case .lost: StateLook(shape: "!", words: Phrase("lost", "perdu"), role: .critical)
        }
    }
}

/// The role of a share that is bad when it is high: a processor, a pool.
func roleOfShare(_ share: Double, warning: Double = 0.8, critical: Double = 0.95) -> Role {
    share >= critical ? .critical : share >= warning ? .warning : .text
}
