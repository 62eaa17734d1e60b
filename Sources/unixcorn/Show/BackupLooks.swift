import Screen
import UnixcornCore

extension DayMark {
    /// A shape of its own for each: also where colours and fonts tell little.
    var look: StateLook {
        switch self {
        case .none: StateLook(shape: "·", words: Phrase("none", "rien"), role: .dim)
        case .done: StateLook(shape: "●", words: Phrase("done", "faite"), role: .good)
        case .crash: StateLook(shape: "▲", words: Phrase("as after a crash", "comme après panne"), role: .warning)
        case .off: StateLook(shape: "○", words: Phrase("done, guest off", "faite, machine éteinte"), role: .good)
        case .drilled: StateLook(shape: "+", words: Phrase("restore proven", "restauration prouvée"), role: .good)
        case .unproven: StateLook(shape: "?", words: Phrase("not read back", "non relue"), role: .warning)
        case .failed: StateLook(shape: "✖", words: Phrase("failed", "échouée"), role: .critical)
        case .missed: StateLook(shape: "!", words: Phrase("missed", "manquée"), role: .critical)
        }
    }

    /// The same where there is little room: all of them fit on one line of 80 cells.
    var brief: Phrase {
        switch self {
        case .drilled: Phrase("proven", "prouvée")
        case .crash: Phrase("crash", "panne")
        case .off: Phrase("guest off", "à froid")
        case .failed: Phrase("failed", "échec")
        case .unproven: Phrase("not read", "non relue")
        case .missed: Phrase("missed", "omise")
        case .none, .done: look.words
        }
    }

    /// The legend beneath a strip.
    static let legend: [DayMark] = [.done, .drilled, .crash, .off, .failed, .missed, .unproven, .none]
}

extension GuestBackups {
    /// Where it stands, in a word. Of one that is fine: how whole its newest backup is.
    var look: StateLook {
        switch standing {
        case .failed: StateLook(shape: "✖", words: Phrase("failed", "échec"), role: .critical)
        case .late: StateLook(shape: "!", words: Phrase("late", "en retard"), role: .warning)
        case .never: StateLook(shape: "!", words: Phrase("never", "jamais"), role: .warning)
        case .leftOut: StateLook(shape: "–", words: Phrase("left out", "exclue"), role: .off)
        case .gone: StateLook(shape: "–", words: Phrase("no guest", "absente"), role: .off)
        case .fine: newestState.shortLook
        }
    }

    /// What needs a person first.
    var rank: Int {
        switch standing {
        case .failed: 0
        case .late: 1
        case .never: 2
        case .fine: newestState == .crash ? 3 : 4
        case .leftOut: 5
        case .gone: 6
        }
    }
}

extension Manifest.State? {
    /// How whole a backup is, in a word.
    var shortLook: StateLook {
        switch self {
        case .consistent: StateLook(shape: "●", words: Phrase("whole", "cohérente"), role: .good)
        case .crash: StateLook(shape: "▲", words: Phrase("crash", "panne"), role: .warning)
        case .off: StateLook(shape: "○", words: Phrase("guest off", "à froid"), role: .good)
        case nil: StateLook(shape: "●", words: Phrase("done", "faite"), role: .good)
        }
    }

    /// The same in a sentence.
    var words: Phrase {
        switch self {
        case .consistent:
            Phrase("consistent: the file systems were held still", "cohérente : systèmes de fichiers figés un instant")
        case .crash: Phrase("crash-consistent: as after a power cut", "comme après une coupure de courant")
        case .off: Phrase("consistent: the guest was off", "cohérente : la machine était éteinte")
        case nil: Phrase("not known", "inconnue")
        }
    }
}

extension Context {
    /// `11-23 03:30`, and the year where it is another one.
    func date(_ moment: Moment) -> SafeText {
        SafeText(moment.formatted(moment.formatted("%Y") == now.formatted("%Y") ? "%m-%d %H:%M" : "%Y-%m-%d %H:%M"))
    }

    /// An age in one unit: what a column has room for. `35 h`, `12 d`.
    func briefAge(_ moment: Moment) -> SafeText {
        let seconds = max(0, now.seconds(since: moment))
        switch seconds {
        case ..<3600: return duration(seconds)
        case ..<172_800: return SafeText("\(Int(seconds / 3600)) h")
        default:
            let days = Int(seconds / 86_400)
            return say(Phrase("\(days) d", "\(days) j"))
        }
    }

    func size(_ bytes: Int?) -> SafeText { bytes.map { size(UInt64(clamping: $0)) } ?? "-" }

    /// Jobs that are at work on the repository.
    var backupJobs: [Job] {
        state.jobs.filter { job in
            guard case .backup = job.operation.deed else { return false }
            return !job.state.isEnded
        }
    }
}
