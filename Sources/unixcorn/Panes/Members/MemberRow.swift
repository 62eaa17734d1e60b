import Screen
import UnixcornCore

/// One account in the list.
final class MemberRow: Sendable, Identifiable {
    let service: String
    let member: MembersState.Member
    let id: String
    /// When it was judged.
    private let judgedAt: Moment

    init(_ service: String, _ member: MembersState.Member, at now: Moment) {
        (self.service, self.member, judgedAt) = (service, member, now)
        id = service + "\u{0}" + member.id
    }

    /// Those of one service or, nil, of all: what needs a person first, then what is due first.
    static func all(_ state: MembersState, of chosen: String?) -> [MemberRow] {
        let services = state.services.filter { chosen == nil || $0.id == chosen }
        let rows = services.flatMap { service in
            service.members.map { MemberRow(service.id, $0, at: state.at) }
        }
        // Places instead of rows: to move ten thousand of these costs more than to compare them.
        let keys = rows.map { ($0.rank, $0.next.microseconds) }
        let places = rows.indices.sorted { one, other in
            keys[one] != keys[other] ? keys[one] < keys[other] : rows[one].id < rows[other].id
        }
        return places.map { rows[$0] }
    }

    var object: ObjectRef { member.object(of: service) }
    var account: ServiceAccount { member.known.account }
    var look: StateLook { member.judgement.look(at: judgedAt) }
    private var rank: Int { member.judgement.rank(at: judgedAt) }
    private var next: Moment { member.judgement.nextMoment ?? Moment(microseconds: .max) }
    private var last: Moment { member.known.signs.first?.at ?? Moment(microseconds: .min) }

    /// What the columns beside it do not say: why it is exempt, what is not known.
    private func reason(_ context: Context) -> SafeText {
        switch member.judgement.standing {
        case .unknown(let doubts): context.say(doubts.first?.words ?? .nothing)
        case .exempt(let exemption): context.say(exemption.words)
        case .kept, .active, .waiting, .due: ""
        }
    }

    /// What the filter looks at.
    func searched(_ context: Context) -> [String] {
        [service, account.login, account.displayName, account.mail ?? "", context.say(look.words).string]
            + account.groups
    }

    /// The columns; that of the service only where several are shown.
    static func columns(withService: Bool) -> [ListColumn<MemberRow>] {
        (withService ? [serviceColumn] : []) + columns
    }

    private static let serviceColumn = ListColumn<MemberRow>(
        "service", Phrase("service", "service"), width: 7, priority: 104, text: { row, _ in SafeText(row.service) },
        style: { _, _ in Style(.dim) }, before: { $0.service < $1.service })

    private static let columns: [ListColumn<MemberRow>] = [
        ListColumn(
            "login", Phrase("login", "compte"), width: 11, grows: 1, priority: 110,
            text: { row, _ in SafeText(row.account.login) }, before: { $0.account.login < $1.account.login }),
        ListColumn(
            "name", Phrase("name", "nom"), width: 11, grows: 2, priority: 90,
            text: { row, _ in SafeText(row.account.displayName) },
            before: { $0.account.displayName < $1.account.displayName }),
        ListColumn(
            "sign", Phrase("last sign", "dernier signe"), width: 16, priority: 95,
            text: { row, context in context.lastSign(row.member.known) },
            whole: { row in
                row.member.known.signs.first.map { "\($0.at.iso8601) \($0.source.rawValue)" } ?? ""
            }, before: { $0.last < $1.last }),
        ListColumn(
            "due", Phrase("until", "jusqu’au"), width: 10, priority: 100,
            text: { row, context in context.lastDay(row.member.judgement.nextMoment) },
            style: { row, _ in
                if case .due = row.member.judgement.standing { Style(.warning) } else { Style(.text) }
            },
            before: { $0.next < $1.next }),
        ListColumn(
            "verdict", Phrase("verdict", "verdict"), width: 17, grows: 1, priority: 106,
            text: { row, context in context.state(row.look) }, whole: { row in row.look.words.english },
            style: { row, _ in Style(row.look.role) }, before: { ($0.rank, $0.next) < ($1.rank, $1.next) }),
        ListColumn(
            "why", Phrase("why", "pourquoi"), width: 22, grows: 4, priority: 60,
            text: { row, context in row.reason(context) }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "used", Phrase("used", "occupé"), width: 8, isNumber: true, priority: 70,
            text: { row, context in context.size(row.account.used) },
            whole: { $0.account.used.map { String($0) } ?? "" },
            before: { ($0.account.used ?? 0) > ($1.account.used ?? 0) }),
        ListColumn(
            "state", Phrase("state", "état"), width: 11, priority: 50,
            text: { row, context in context.state(row.account.doorLook) },
            style: { row, _ in Style(row.account.doorLook.role) },
            before: { !$0.account.isEnabled && $1.account.isEnabled }),
        ListColumn(
            "mail", Phrase("mail", "courriel"), width: 18, grows: 2, priority: 40,
            text: { row, _ in SafeText(row.account.mail ?? "-") }, style: { _, _ in Style(.dim) }),
    ]
}

extension ServiceAccount {
    /// Whether its person can come in.
    var doorLook: StateLook {
        isEnabled
            ? StateLook(shape: "●", words: Phrase("enabled", "activé"), role: .good)
            : StateLook(shape: "○", words: Phrase("disabled", "désactivé"), role: .off)
    }
}
