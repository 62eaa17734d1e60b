import UnixcornCore

/// A service as JSON.
struct HostedServiceReport: Encodable {
    struct Source: Encodable {
        var source, condition: String
        var wholeAt, askedAt: String?
        var isRequired: Bool
    }
    var name, type, place: String
    var figures: MembersState.Figures
    var sources: [Source]
    /// Why nobody can be judged; none: everybody can.
    var doubts: [String]

    init(_ service: MembersState.Service, _ state: MembersState) {
        name = service.id
        type = service.declaration.kind.rawValue
        place = service.declaration.url
        figures = service.figures(state.clock, at: state.at)
        sources = service.readings.map { reading in
            Source(
                source: reading.source.rawValue, condition: reading.words.english, wholeAt: reading.wholeAt?.iso8601,
                askedAt: reading.askedAt?.iso8601, isRequired: service.rules.required.contains(reading.source))
        }
        doubts = service.doubts.map(\.words.english)
    }
}

/// An account as JSON; sizes in bytes, times in ISO 8601 with zone.
struct MemberReport: Encodable {
    struct Sign: Encodable {
        var source, at, note: String
    }
    var service, id, login, name: String
    var mail, created: String?
    /// The last day that it has, and the first moment after it.
    var lastDay, due: String?
    var isEnabled: Bool
    var groups: [String]
    var used, quota: UInt64?
    var evidence: [Sign]
    /// `unknown`, `exempt`, `kept`, `active`, `waiting`, `warn`, `disable`, `delete`.
    var verdict: String
    var why: String

    init(_ service: String, _ member: MembersState.Member, _ state: MembersState) {
        let account = member.known.account
        self.service = service
        (id, login, name, mail) = (account.id, account.login, account.displayName, account.mail)
        created = account.created?.iso8601
        due = member.judgement.due?.iso8601
        lastDay = member.judgement.due.map { state.clock.lastDay(before: $0).iso8601 }
        (isEnabled, groups, used, quota) = (account.isEnabled, account.groups, account.used, account.quota)
        evidence = member.known.signs.map { Sign(source: $0.source.rawValue, at: $0.at.iso8601, note: $0.note) }
        verdict = member.judgement.standing.name
        why = member.judgement.words(at: state.at, state.clock).english
    }
}

extension Judgement.Standing {
    /// For scripts.
    var name: String {
        switch self {
        case .unknown: "unknown"
        case .exempt: "exempt"
        case .kept: "kept"
        case .active: "active"
        case .waiting: "waiting"
        case .due(let step): step.rawValue
        }
    }
}

/// A line of the register as JSON.
struct RegisterReport: Encodable {
    var id: Int64
    var kind, service, account, why, proof, from, by, madeAt: String
    var until, endedAt, endedBy: String?
    var holds: Bool

    init(_ entry: RegisterEntry) {
        (id, kind, service, account) = (entry.id, entry.kind.rawValue, entry.service, entry.account)
        (why, proof, from, by) = (entry.why, entry.proof, entry.from.iso8601, entry.by)
        madeAt = entry.madeAt.iso8601
        (until, endedAt, endedBy) = (entry.until?.iso8601, entry.endedAt?.iso8601, entry.endedBy)
        holds = entry.holds(at: .now)
    }
}

/// A sealed record as JSON, without what is sealed.
struct KeptReport: Encodable {
    var id: Int64
    var service, account, part, keptAt, until: String

    init(_ record: KeptRecord) {
        (id, service, account, part) = (record.id, record.service, record.account, record.part.rawValue)
        (keptAt, until) = (record.keptAt.iso8601, record.until.iso8601)
    }
}
