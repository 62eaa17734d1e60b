import Screen
import UnixcornCore

extension Judgement {
    /// Where an account stands, in a word. At risk is what ends within a week.
    func look(at now: Moment) -> StateLook {
        switch standing {
        case .unknown: StateLook(shape: "?", words: Phrase("unknown", "inconnu"), role: .unknown)
        case .exempt(.hold): StateLook(shape: "‖", words: Phrase("on hold", "protégé"), role: .paused)
        case .exempt(.administrator): StateLook(shape: "+", words: Phrase("admin", "admin"), role: .good)
        case .exempt: StateLook(shape: "+", words: Phrase("exempt", "exempté"), role: .good)
        case .kept: StateLook(shape: "–", words: Phrase("no rule", "sans règle"), role: .off)
        case .active(let until) where until.seconds(since: now) < 7 * 86_400:
            StateLook(shape: "◐", words: Phrase("at risk", "menacé"), role: .warning)
        case .active: StateLook(shape: "●", words: Phrase("active", "actif"), role: .good)
        case .waiting(let step, _):
            StateLook(
                shape: "◌", words: Phrase("next: \(step.words.english)", "puis \(step.words.french)"), role: .warning)
        case .due(let step):
            StateLook(
                shape: step == .delete ? "✖" : "!",
                words: Phrase("due: \(step.words.english)", "à \(step.words.french)"),
                role: step == .delete ? .critical : .warning)
        }
    }

    /// What needs a person first.
    func rank(at now: Moment) -> Int {
        switch standing {
        case .due(.delete): 0
        case .due(.disable): 1
        case .due(.warn): 2
        case .waiting: 3
        case .active(let until) where until.seconds(since: now) < 7 * 86_400: 4
        case .unknown: 5
        case .active: 6
        case .exempt: 7
        case .kept: 8
        }
    }

    /// When what comes next comes; nil where nothing does.
    var nextMoment: Moment? {
        switch standing {
        case .active(let until), .waiting(_, let until): until
        case .due: due
        case .unknown, .exempt, .kept: nil
        }
    }
}

extension SourceReading {
    /// How it went, in a word. `isUsable`: nobody is left unjudged because of it.
    func look(isUsable: Bool) -> StateLook {
        switch condition {
        case .whole where isUsable: StateLook(shape: "●", words: Phrase("fresh", "à jour"), role: .good)
        case .whole: StateLook(shape: "!", words: Phrase("too old", "trop vieux"), role: .stale)
        case .failed: StateLook(shape: "✖", words: Phrase("failed", "échec"), role: .critical)
        case .partial: StateLook(shape: "!", words: Phrase("half read", "à moitié"), role: .warning)
        case .shrunk: StateLook(shape: "✖", words: Phrase("too few", "trop peu"), role: .critical)
        case .clockOff: StateLook(shape: "!", words: Phrase("clock off", "horloge"), role: .warning)
        case .never: StateLook(shape: "◌", words: Phrase("never read", "jamais lu"), role: .unknown)
        }
    }
}

extension MembersState.Service {
    /// Its readings, each with its look; one that was never made included.
    var sources: [(reading: SourceReading, look: StateLook, isRequired: Bool)] {
        let missing = rules.required.filter { source in !readings.contains { $0.source == source } }
        return (readings + missing.map { SourceReading($0) }).sorted { $0.source < $1.source }.map { reading in
            let isDoubted = doubts.contains { doubt in
                if case .source(let other, _) = doubt { other.source == reading.source } else { false }
            }
            return (reading, reading.look(isUsable: !isDoubted), rules.required.contains(reading.source))
        }
    }

    /// The health of its sources: of the worst one where one is bad.
    func sourceLook(_ context: Context) -> (words: SafeText, role: Role) {
        guard
            let worst = sources.first(where: { $0.look.role == .critical })
                ?? sources.first(where: { $0.look.role != .good })
        else {
            let fresh = StateLook(shape: "●", words: Phrase("fresh", "à jour"), role: .good)
            return (context.state(fresh), .good)
        }
        let name = context.say(worst.reading.source.words)
        return (context.state(worst.look) + context.say(Phrase(": ", " : ")) + name, worst.look.role)
    }
}

extension RegisterEntry {
    func look(at now: Moment) -> StateLook {
        if endedAt != nil { return StateLook(shape: "○", words: Phrase("ended", "terminée"), role: .off) }
        if let until, until <= now { return StateLook(shape: "○", words: Phrase("over", "échue"), role: .off) }
        if from > now { return StateLook(shape: "◌", words: Phrase("to come", "à venir"), role: .paused) }
        if let until, until.seconds(since: now) < 30 * 86_400 {
            return StateLook(shape: "!", words: Phrase("ends soon", "finit tôt"), role: .warning)
        }
        return kind == .hold
            ? StateLook(shape: "‖", words: Phrase("holds", "vaut"), role: .paused)
            : StateLook(shape: "●", words: Phrase("holds", "vaut"), role: .good)
    }
}

extension MemberStep {
    var look: StateLook {
        switch self {
        case .warn: StateLook(shape: "▲", words: words, role: .warning)
        case .disable: StateLook(shape: "!", words: words, role: .warning)
        case .delete: StateLook(shape: "✖", words: words, role: .critical)
        }
    }
}

extension Context {
    /// An account with its service; nil when it is no longer listed.
    func member(_ object: ObjectRef) -> (service: MembersState.Service, member: MembersState.Member)? {
        guard case .account(let name, let id, _) = object, let service = hostedService(name),
            let member = service.members.first(where: { $0.id == id })
        else { return nil }
        return (service, member)
    }

    func hostedService(_ name: String) -> MembersState.Service? { state.members.services.first { $0.id == name } }

    /// A day in the site's zone, the last one before a moment.
    func lastDay(_ end: Moment?) -> SafeText {
        end.map { SafeText(state.members.clock.lastDay(before: $0).iso8601) } ?? "-"
    }

    /// The last sign of life, its age first: `12 d  program`.
    func lastSign(_ known: KnownAccount) -> SafeText {
        guard let sign = known.signs.first else { return say(Phrase("    - never", "    - jamais")) }
        let isAhead = sign.at > now
        let age = isAhead ? say(Phrase("ahead", "futur")).string : briefAge(sign.at).string
        return SafeText(aligned(age, 5) + " ") + say(sign.source.words)
    }
}

extension MembersState.Member {
    func object(of service: String) -> ObjectRef {
        .account(service: service, id: known.id, login: known.account.login)
    }
}
