import ArgumentParser
import Foundation
import UnixcornCore

/// The options of every command on the books.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("A book by its folder, whatever the configuration says.", valueName: "folder"))
    var book: String?
}

/// The books, for commands.
struct LedgerSite {
    let configuration: Configuration
    let site: SiteBook
    private let options: LedgerOptions
    var words: Language { configuration.screenLanguage }

    init(_ options: LedgerOptions) throws {
        self.options = options
        configuration = try options.global.configuration()
        site =
            options.book.map { [configuration] in SiteBook(folder: $0, configuration) }
            ?? SiteBook(configuration, stateFolder: options.global.stateFolder(configuration))
    }

    /// The book, to look at.
    func open() throws -> Book { try site.open(readOnly: true) }

    /// Does one thing: with `--book` in the book alone, else with the site's lock and journal.
    func perform(_ deed: FinanceDeed, isQuiet: Bool = false) throws {
        guard !options.global.readOnly else {
            throw OperationFailure(area: "usage", message: .booksReadOnly)
        }
        let operation = UnixcornCore.Operation(.finance(deed), on: .books)
        guard options.book == nil else {
            try site.perform(deed) { if !isQuiet { print($0) } }
            return
        }
        var session = options.global.sessionOptions()
        session.worker = nil
        session.watchesFirewall = false
        let opened = try SiteSession(configuration: configuration, options: session)
        let job = try waitFor {
            await opened.start { _ in }
            return try await opened.wait(for: try await opened.submit(operation))
        }
        guard job.state == .done else {
            throw OperationFailure(area: OperationFailure.jobArea, message: .jobFailed(job), hint: job.reason?.hint)
        }
        guard !isQuiet else { return }
        print(Phrase.jobDone(operation.title)(words))
        for line in try newest(deed) { print(line(words)) }
    }

    /// The numbers that the next command needs, of what a deed has just made.
    private func newest(_ deed: FinanceDeed) throws -> [Phrase] {
        let book = try open()
        return try booking { () throws(LedgerError) -> [Phrase] in
            switch deed {
            case .seal, .reverse, .bookLine:
                let head = try book.head()
                let (number, seal) = (head.number, SafeText(head.seal.hex))
                return [Phrase("entry \(number) sealed, \(seal)", "écriture \(number) scellée, \(seal)")]
            case .expect(let made) where made.id == 0:
                return try book.expectations().last.map { [Phrase("expectation \($0.id)", "attente \($0.id)")] } ?? []
            case .receiveCheque:
                return try book.cheques().map(\.id).max().map { [Phrase("cheque \($0)", "chèque \($0)")] } ?? []
            default: return []
            }
        }
    }

    /// Changes what is not sealed and may name a person: it goes into no journal.
    func change(_ body: (Book) throws(LedgerError) -> Void) throws {
        guard !options.global.readOnly else {
            throw OperationFailure(area: "usage", message: .booksReadOnly)
        }
        let book = try site.open()
        try booking { () throws(LedgerError) in try body(book) }
    }

    /// Asks, unless it was agreed to before; throws where it is not.
    func confirm(_ deed: FinanceDeed, _ yes: Bool) throws {
        let operation = UnixcornCore.Operation(.finance(deed), on: .books)
        guard !yes, let consequence = operation.consequence else { return }
        print(consequence(words))
        guard isAgreed(Phrase(operation.title.english + "?", operation.title.french + " ?")) else {
            throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
        }
    }

    /// An amount as it was typed.
    func amount(_ text: String, _ currency: UnixcornCore.Currency = .euro) throws -> Money {
        do { return try Money.reading(text, currency) } catch {
            throw OperationFailure(area: "usage", message: error.words(SafeText(text)))
        }
    }

    /// A day as it was typed; today without one.
    func day(_ text: String?) throws -> CivilDate { try text.map { try TypedDay.read($0) } ?? site.today() }

    func money(_ money: Money) -> SafeText { SafeText(money.text(words)) }
}

extension Phrase {
    fileprivate static let booksReadOnly = Phrase(
        "--read-only: nothing is booked", "--read-only : rien n’est passé en écriture")
}
