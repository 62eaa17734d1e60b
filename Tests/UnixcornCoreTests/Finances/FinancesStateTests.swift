import Foundation
import TestSupport
import Testing
import Text

@testable import Ledger
@testable import UnixcornCore

@Suite("What the console shows of the books")
struct FinancesStateTests {
    let folder: TemporaryFolder
    let site: SiteBook
    let now = Moment(seconds: 1_796_000_000)

    init() throws {
        folder = try TemporaryFolder()
        site = SiteBook(folder: folder.path + "/books")
    }

    private func state() -> FinancesState { FinancesState.read(site, at: now) }

    /// A book with a rent of 48 euros and 600 in the bank.
    private func fill() throws {
        try site.perform(.found) { _ in }
        let day = site.today(at: now)
        let drafts =
            [
                EntryDraft(
                    day.adding(months: -3), "Apport",
                    postings: [Posting("512", Money(60_000)), Posting("102", Money(-60_000))])
            ]
            + (0..<3).map { month in
                EntryDraft(
                    day.adding(months: -month), "Loyer du serveur", journal: .bank,
                    postings: [Posting("6135", Money(4800)), Posting("512", Money(-4800))])
            }
        try site.open().add(drafts, today: day, now: now)
    }

    @Test("without a book it is said, and nothing is made")
    func none() {
        #expect(!state().isThere && state().problem == nil)
        #expect(!FileManager.default.fileExists(atPath: site.folder))
    }

    @Test("money, months, the usual entry and the day the money ends")
    func figures() throws {
        try fill()
        let state = state()
        #expect(state.cash == Money(45_600) && state.entryCount == 4)
        #expect(state.months.last?.expense == Money(4800) && state.months.count == 24)
        #expect(state.history.last?.cash == Money(45_600))
        #expect(state.usual.map(\.label) == ["Loyer du serveur"])
        #expect(state.forecast?.figures.balance == Money(45_600))
    }

    @Test("what is late and a short runway are alerts")
    func alerts() throws {
        try fill()
        let day = site.today(at: now)
        try site.perform(
            .expect(
                UnixcornCore.Expectation(
                    "Don mensuel", .income, .exactly(Money(1500)), account: "7541",
                    .monthly(day: day.adding(days: -12).day),
                    first: day.adding(months: -2)))
        ) { _ in }
        var whole = SiteState()
        whole.finances = state()
        #expect(AlertRules().alerts(for: whole).contains { $0.id.hasPrefix("expected:") })
        var rules = AlertRules()
        rules.runwayMonths = 120
        #expect(rules.alerts(for: whole).contains { $0.id == "runway" })
        rules.runwayMonths = 0
        #expect(!rules.alerts(for: whole).contains { $0.id == "runway" })
    }

    @Test("a book that is no book is told, not taken for none")
    func damaged() throws {
        try fill()
        try Data("no database at all, but long enough to be read as one".utf8).write(
            to: URL(fileURLWithPath: Book.path(in: site.folder)))
        #expect(state().isThere && state().problem != nil)
        var whole = SiteState()
        whole.finances = state()
        #expect(AlertRules().alerts(for: whole).contains { $0.id == "finances" })
    }

    @Test("a deed that the book refuses is an operation's failure with its words")
    func refused() throws {
        try fill()
        let error = #expect(throws: OperationFailure.self) { try site.perform(.reverse(99)) { _ in } }
        #expect(error?.message.english.contains("no entry 99") == true)
    }

    @Test("every deed goes through JSON as it is")
    func coding() throws {
        let day = site.today(at: now)
        let deeds: [FinanceDeed] = [
            .found, .reverse(3), .setAccount(number: "6156", name: "Maintenance"), .closeYear(2025), .applyRules,
            .seal([EntryDraft(day, "Loyer", postings: [Posting("6135", Money(48)), Posting("512", Money(-48))])]),
            .expect(
                UnixcornCore.Expectation(
                    "Loyer", .expense, .between(40, 50), account: "6135", .weekly(weekday: 2), first: day)),
            .endExpectation(1, day), .link(OccurrenceLink(expectation: 1, day: day, entry: 2)),
            .take(file: "/tmp/r.csv", account: "512"), .bookLine(1, shares: [Posting("6135", Money(-48))], label: nil),
            .matchLine(1, entry: 2), .dismissLine(1, reason: "x"), .bringLineBack(1), .linkGift(entry: 1, donor: 2),
            .receiveCheque(ChequeDraft(Money(2000), received: day)), .depositCheques([1], on: day, slip: "9"),
            .clearCheques([1], on: day, account: "512", entry: nil), .bounceCheque(1, on: day),
            .plan(year: 2026, account: "6", amount: Money(60_000)),
        ]
        for deed in deeds {
            let data = try JSONEncoder().encode(deed)
            #expect(try JSONDecoder().decode(FinanceDeed.self, from: data) == deed)
        }
    }

    @Test("a demo has its own books, the same for the same moment")
    func demo() throws {
        DemoBooks(site: site, now: now).write()
        let other = SiteBook(folder: folder.path + "/other")
        DemoBooks(site: other, now: now).write()
        var (one, two) = (state(), FinancesState.read(other, at: now))
        (one.folder, two.folder) = ("", "")
        #expect(one == two && one.entryCount > 100 && one.lines.count == 2 && one.donors.count == 2)
        #expect(try site.open().verify().faults.isEmpty)
    }
}

@Suite("What a site publishes")
struct SitePublicationTests {
    @Test("the address must be known, donors are not named, and files agree with the book")
    func files() async throws {
        let folder = try TemporaryFolder()
        let site = SiteBook(folder: folder.path + "/books")
        let now = Moment(seconds: 1_796_000_000)
        DemoBooks(site: site, now: now).write()
        let book = try site.open()
        var configuration = Configuration()
        let day = site.today(at: now)
        let refusal = await #expect(throws: OperationFailure.self) {
            try await SitePublication(configuration, stateFolder: folder.path).files(
                book, from: day.adding(months: -12), until: day.adding(months: -1), at: now)
        }
        #expect(refusal?.hint?.english.contains("[organization]") == true)
        configuration.organization.address = "https://licorne.example/.well-known/chatonsinfos"
        configuration.organization.name = "Licorne"
        _ = try book.addDonor(name: "Jeanne Dupont")
        let files = try await SitePublication(configuration, stateFolder: folder.path).files(
            book, from: day.adding(months: -12), until: day.adding(months: -1), at: now)
        #expect(files.contains { $0.name == "organization.properties" && $0.text.contains("Licorne") })
        #expect(files.contains { $0.name == "transparency.csv" })
        // A state that cannot be read knows nobody: nothing goes out.
        configuration.services["cloud"] = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        try Data("no database, but long enough to be read as one".utf8).write(
            to: URL(fileURLWithPath: folder.path + "/state.db"))
        let nobody = configuration
        await #expect(throws: OperationFailure.self) {
            try await SitePublication(nobody, stateFolder: folder.path).files(
                book, from: day.adding(months: -12), until: day.adding(months: -1), at: now)
        }
        configuration.services = [:]
        configuration.organization.description = "Fondée par Jeanne Dupont"
        await #expect(throws: OperationFailure.self) {
            try await SitePublication(configuration, stateFolder: folder.path).files(
                book, from: day.adding(months: -12), until: day.adding(months: -1), at: now)
        }
    }
}
