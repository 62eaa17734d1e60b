import Foundation
import TestSupport

@testable import UnixcornCore

/// A service with people on it, its book, and a mailer that keeps what it is given.
struct MemberBench {
    let folder: TemporaryFolder
    let store: StateStore
    var configuration = Configuration()
    var service = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
    let directory: FakeDirectory

    /// - Parameter days: of each person, by login: days since the last sign of life; nil: nobody ever came in.
    init(_ days: [String: Double?], mailer: String = "cat >> \"$(dirname \"$0\")/mails\"") throws {
        folder = try TemporaryFolder()
        store = try StateStore(folder: folder.path + "/state")
        directory = FakeDirectory(days.map { login, days in MemberBench.account(login, days) })
        try write("#!/bin/sh\n\(mailer)\n", to: folder.path + "/sendmail", mode: 0o755)
        configuration.members.sendmail = folder.path + "/sendmail"
        configuration.members.cap = 50
        configuration.members.capPercent = 100
        configuration.services["cloud"] = service
    }

    static func account(_ login: String, _ days: Double?) -> ServiceAccount {
        var account = ServiceAccount(id: login, login: login)
        account.mail = login + "@example.org"
        account.created = Moment.now.adding(seconds: -400 * 86_400)
        account.used = 1 << 20
        if let days { account.evidence = [Evidence(.login, at: Moment.now.adding(seconds: -days * 86_400))] }
        return account
    }

    var desk: MemberDesk { MemberDesk(service, configuration, store, directory: directory) }
    var book: MemberBook { MemberBook(store) }
    var mails: String { (try? String(contentsOfFile: folder.path + "/mails", encoding: .utf8)) ?? "" }

    /// A context that remembers nothing and is never cancelled.
    static let context = WorkContext(
        job: JobID(rawValue: 1), report: { _, _ in }, log: { _ in }, isCancelled: { false })

    func plan() async throws -> MemberPlan { try await desk.plan(by: "root") }

    @discardableResult
    func apply(_ plan: MemberPlan) async throws -> [MemberRun.Outcome] {
        try await desk.run.apply(plan, Self.context)
    }

    /// What a failed call says, in English.
    func failure(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "no failure"
        } catch let failure as OperationFailure {
            return failure.message.english
        } catch { return "\(error)" }
    }
}
