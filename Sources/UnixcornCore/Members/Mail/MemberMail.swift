import Digest
import Foundation

/// Mails to members: each at most once.
struct MemberMail: Sendable {
    let mailer: Mailer
    let site: String
    let language: Language

    init(_ configuration: Configuration) {
        mailer = Mailer(program: configuration.members.sendmail, sender: configuration.members.sender)
        site = configuration.siteName
        language = configuration.mailLanguage
    }

    /// Warns one account, unless a warning for this due date was begun before. Only one that was sent for sure counts.
    func warn(
        _ entry: MemberPlan.Entry, service: Configuration.ServiceDeclaration, rules: ServiceRules, clock: SiteClock,
        _ book: MemberBook
    ) async throws(OperationFailure) -> MemberRun.Outcome {
        guard let address = entry.mail, Mailer.isAddress(address) else {
            return MemberRun.Outcome(entry: entry, result: .refused, message: .noAddress(SafeText(entry.login)))
        }
        let day = entry.due.map { clock.day(of: $0) } ?? clock.day(of: .now)
        let purpose = "warning:" + day.iso8601
        guard try await book.beginMail(to: entry.account, of: service.name, purpose: purpose) else {
            return try await before(entry, purpose, service.name, book)
        }
        // Whoever reads the mail has at least the days of the rules.
        let end = max(entry.due ?? .now, clock.deadline(after: .now, days: rules.warnDays))
        let last = clock.day(of: end).adding(days: -1)
        let refusal = await mailer.send(
            subject: Phrase.warningSubject(SafeText(service.name))(language),
            lines: Phrase.warningLines(
                SafeText(site), SafeText(service.name), SafeText(service.url), entry, last,
                disabledFor: rules.disableDays
            ).map {
                $0(language).string
            }, to: address)
        try await book.endMail(
            to: entry.account, of: service.name, purpose: purpose, refusal == nil ? .sent : .refused)
        return MemberRun.Outcome(
            entry: entry, result: refusal == nil ? .done : .refused,
            message: refusal ?? .warnedAccount(SafeText(entry.login), SafeText(address)))
    }

    /// One mail to everybody who is there and not disabled. Said again, the same words reach nobody twice.
    func announce(_ subject: String, file: String, _ desk: MemberDesk, _ context: WorkContext)
        async throws(OperationFailure)
    {
        guard let data = FileManager.default.contents(atPath: file), data.count <= 1 << 20,
            let text = String(data: data, encoding: .utf8)
        else { throw .noMailText(SafeText(file)) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { SafeText(String($0)).string }
        guard let digest = try? SHA256.digest(of: Array((subject + "\n" + text).utf8)).hex.prefix(16) else {
            throw .noMailText(SafeText(file))
        }
        let people = try await desk.book.service(desk.service.name).accounts.filter(\.account.isEnabled)
        var (sent, skipped) = (0, 0)
        for (place, person) in people.enumerated() {
            if context.isCancelled() { throw .cancelled }
            context.report(.announcing(SafeText(person.account.login)), Double(place) / Double(people.count))
            let purpose = "announcement:\(digest)"
            guard let address = person.account.mail, Mailer.isAddress(address),
                try await desk.book.beginMail(to: person.id, of: desk.service.name, purpose: purpose)
            else {
                skipped += 1
                continue
            }
            let refusal = await mailer.send(subject: SafeText(subject), lines: lines, to: address)
            try await desk.book.endMail(
                to: person.id, of: desk.service.name, purpose: purpose, refusal == nil ? .sent : .refused)
            if let refusal { throw OperationFailure(area: "members", message: refusal, hint: .announceAgain) }
            sent += 1
        }
        context.say(.announced(sent, skipped: skipped), 1)
    }

    /// What became of the warning that was begun before.
    private func before(
        _ entry: MemberPlan.Entry, _ purpose: String, _ service: String, _ book: MemberBook
    ) async throws(OperationFailure) -> MemberRun.Outcome {
        let mail = try await book.mails(of: service).first { $0.account == entry.account && $0.purpose == purpose }
        guard mail?.result == .sent else {
            return MemberRun.Outcome(entry: entry, result: .refused, message: .perhapsWarned(SafeText(entry.login)))
        }
        return MemberRun.Outcome(entry: entry, result: .done)
    }
}
