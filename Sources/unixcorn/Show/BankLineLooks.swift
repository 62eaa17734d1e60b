import Screen
import UnixcornCore

extension StoredLine {
    var words: Phrase {
        switch state {
        case .waiting:
            switch twin {
            case .entry(let entry): Phrase("waits: entry \(entry)?", "attend : écriture \(entry) ?")
            case .line, .before: Phrase("waits, known?", "attend, connue ?")
            case nil: Phrase("waits", "attend")
            }
        case .booked: Phrase(entry.map { "entry \($0)" } ?? "booked", entry.map { "écriture \($0)" } ?? "passée")
        case .dismissed: Phrase("dismissed", "écartée")
        }
    }
}

extension LineFate {
    var words: Phrase {
        switch self {
        case .known: Phrase("is there already", "déjà là")
        case .leftOut(.toCome): Phrase("left out: still to come", "laissée : à venir")
        case .leftOut(.noAmount): Phrase("left out: no amount", "laissée : sans montant")
        case .adopted(let entry): Phrase("is entry \(entry)", "est l’écriture \(entry)")
        case .doubtful(.entry(let entry)): Phrase("waits: entry \(entry)?", "attend : écriture \(entry) ?")
        case .doubtful: Phrase("waits: is it there already?", "attend : déjà là ?")
        case .booked(_, let account, let label):
            Phrase("to \(account): \(SafeText(label))", "au \(account) : \(SafeText(label))")
        case .waiting(inClosedYear: true): Phrase("waits: its year is closed", "attend : exercice clos")
        case .waiting: Phrase("waits: no rule", "attend : sans règle")
        }
    }

    var role: Role {
        switch self {
        case .known, .leftOut: .dim
        case .adopted, .booked: .good
        case .doubtful: .warning
        case .waiting: .text
        }
    }
}
