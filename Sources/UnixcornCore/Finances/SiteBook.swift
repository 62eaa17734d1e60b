import Ledger
import Text

/// The books of a site: where they are, and which day it is there.
public struct SiteBook: Sendable {
    public let folder: String
    public let declaration: Configuration.FinancesDeclaration
    public let clock: SiteClock

    public init(_ configuration: Configuration, stateFolder: String) {
        declaration = configuration.finances
        folder = declaration.book.isEmpty ? StateFolder.absolute(stateFolder) + "/books" : declaration.book
        clock = SiteClock(configuration)
    }

    /// A book in a folder of its own, without any configuration.
    public init(folder: String, _ configuration: Configuration = Configuration()) {
        declaration = configuration.finances
        self.folder = StateFolder.absolute(folder)
        clock = SiteClock(configuration)
    }

    public var isThere: Bool { Book.exists(in: folder) }

    /// The day at the site.
    public func today(at now: Moment = .now) -> CivilDate { clock.day(of: now) }

    public func open(readOnly: Bool = false) throws(OperationFailure) -> Book {
        do { return try Book(folder, readOnly: readOnly) } catch { throw OperationFailure(error) }
    }
}

extension SiteBook {
    /// Refuses a deed whose texts name a donor: what is refused must not stand in the journal as refused.
    func refuseNames(in deed: FinanceDeed) throws(OperationFailure) {
        let texts = deed.texts.filter { !$0.isEmpty }
        guard !texts.isEmpty, isThere else { return }
        let book = try open(readOnly: true)
        try booking { () throws(LedgerError) in try book.refuseNames(in: texts) }
    }
}

extension OperationFailure {
    /// What the books refused.
    public init(_ error: LedgerError) {
        self.init(area: "finances", message: error.message, hint: error.hint)
    }
}

/// Does something with the books; their refusal is an operation's failure.
public func booking<Value>(_ body: () throws(LedgerError) -> Value) throws(OperationFailure) -> Value {
    do { return try body() } catch { throw OperationFailure(error) }
}
