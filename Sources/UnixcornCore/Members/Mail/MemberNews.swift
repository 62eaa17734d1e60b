/// Tells the administrator by mail what a scheduled reading found: failures each time, the end of an exemption once.
public struct MemberNews: Sendable {
    private let mailer: Mailer
    private let recipient: String
    private let site: String
    private let language: Language
    private let book: MemberBook

    public init(_ configuration: Configuration, _ book: MemberBook) {
        mailer = Mailer(program: configuration.members.sendmail)
        recipient = configuration.members.mail
        site = configuration.siteName
        language = configuration.mailLanguage
        self.book = book
    }

    /// Sends one mail, if there is anything to tell and anybody to tell it to. Gives why it could not be sent.
    public func tell(_ failures: [OperationFailure], _ state: MembersState) async throws(OperationFailure) -> Phrase? {
        guard !recipient.isEmpty else { return nil }
        var lapses: [RegisterEntry] = []
        for entry in state.lapsing(at: state.at) where try await begin(entry) { lapses.append(entry) }
        guard !failures.isEmpty || !lapses.isEmpty else { return nil }
        var lines = failures.flatMap { failure in
            [failure.message(language).string] + (failure.hint.map { ["  " + $0(language).string] } ?? [])
        }
        lines += lapses.map { Phrase.exemptionEnds($0, state.clock)(language).string }
        let refusal = await mailer.send(
            subject: Phrase.memberNews(SafeText(site))(language),
            lines: lines + ["", Phrase.memberNewsFoot(language).string], to: recipient)
        for entry in lapses {
            try await book.endMail(
                to: entry.account, of: entry.service, purpose: purpose(entry), refusal == nil ? .sent : .refused)
        }
        return refusal
    }

    private func purpose(_ entry: RegisterEntry) -> String { "lapse:\(entry.id)" }

    private func begin(_ entry: RegisterEntry) async throws(OperationFailure) -> Bool {
        try await book.beginMail(to: entry.account, of: entry.service, purpose: purpose(entry))
    }
}

extension Phrase {
    /// An exemption that ends within a month.
    public static func exemptionEnds(_ entry: RegisterEntry, _ clock: SiteClock) -> Phrase {
        let day = entry.until.map { clock.lastDay(before: $0).iso8601 } ?? "-"
        let name = SafeText(entry.service + "/" + entry.account)
        return Phrase(
            "the exemption of \(name) ends with \(day): \(SafeText(entry.why))",
            "l’exemption de \(name) finit avec le \(day) : \(SafeText(entry.why))")
    }
    fileprivate static func memberNews(_ site: SafeText) -> Phrase {
        Phrase("\(site): the accounts of the services", "\(site) : les comptes des services")
    }
    fileprivate static let memberNewsFoot = Phrase(
        "How they are: unixcorn member services. Who is due: unixcorn member list --due.",
        "Où ils en sont : unixcorn member services. Qui est échu : unixcorn member list --due.")
}
