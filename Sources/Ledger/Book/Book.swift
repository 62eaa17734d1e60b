import GRDB
import Glibc
import Text

/// Double-entry books in one SQLite file, append-only, with a journal of hledger for each year beside it.
///
/// Every call blocks on the connection's own queue. Any number of processes may have a book open; one writes at a time.
public struct Book: Sendable {
    /// The folder with `book.db`, the journals `2026.journal` and the folder `documents`.
    public let folder: String
    let queue: DatabaseQueue

    /// The database of the book in a folder.
    public static func path(in folder: String) -> String { folder + "/book.db" }

    /// Whether there is a book in a folder.
    public static func exists(in folder: String) -> Bool { unsafe access(path(in: folder), F_OK) == 0 }

    /// Makes a book with a chart of accounts; its folder (0700) where it is missing.
    public static func create(
        in folder: String, chart: [Account] = ChartOfAccounts.association
    ) throws(LedgerError) -> Book {
        guard !exists(in: folder) else { throw LedgerError(.exists, .bookExists(SafeText(folder))) }
        guard makeFolder(folder) else { throw LedgerError(.store, .noFolder(SafeText(folder), SafeText(cError()))) }
        // Whole or not at all: it gets its name when its tables and its chart are on the disk.
        let (final, new) = (path(in: folder), path(in: folder) + ".new")
        unsafe unlink(new)
        try guarding(folder) {
            let queue = try DatabaseQueue(path: new, configuration: configuration(readOnly: false, isNew: true))
            try queue.write { database in
                try BookSchema.create(database)
                for account in chart { try insert(account, database) }
            }
            try queue.close()
        }
        unsafe chmod(new, 0o600)
        guard unsafe rename(new, final) == 0 else {
            throw LedgerError(.store, .noFolder(SafeText(folder), SafeText(cError())))
        }
        return try Book(folder)
    }

    /// Opens the book of a folder.
    public init(_ folder: String, readOnly: Bool = false) throws(LedgerError) {
        guard Book.exists(in: folder) else {
            throw LedgerError(.missing, .noBook(SafeText(folder)), hint: .makeBook)
        }
        self.folder = folder
        if readOnly { Book.rollBack(folder) }
        queue = try Book.guarding(folder) {
            let queue = try DatabaseQueue(
                path: Book.path(in: folder), configuration: Book.configuration(readOnly: readOnly, isNew: false))
            var found = try queue.read { try BookSchema.origin($0) }
            if found == (BookSchema.application, 1) {
                do { try BookSchema.upgrade(readOnly ? Book.writing(folder) : queue) } catch let error as DatabaseError
                {
                    let reason = SafeText(error.message ?? error.description)
                    throw LedgerError(.version, .olderBook(SafeText(folder), found.version, reason), hint: .upgradeBook)
                }
                found = try queue.read { try BookSchema.origin($0) }
            }
            guard found == (BookSchema.application, BookSchema.version) else {
                throw LedgerError(.version, .foreignBook(SafeText(folder), found.version))
            }
            return queue
        }
    }

    private static func configuration(readOnly: Bool, isNew: Bool) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(10)
        configuration.label = "book"
        configuration.foreignKeysEnabled = true
        if !readOnly {
            configuration.prepareDatabase { database in
                // One file that any SQLite reads, made to be kept: no write-ahead log beside it.
                try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA")
            }
        }
        return configuration
    }

    /// Takes back what a process that was killed had begun: who only reads may not. Nothing to do where nobody was.
    private static func rollBack(_ folder: String) {
        guard unsafe access(path(in: folder) + "-journal", F_OK) == 0 else { return }
        // Whoever may not write leaves it to the one who may; opening then says what is wrong.
        _ = try? writing(folder).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") }
    }

    private static func writing(_ folder: String) throws -> DatabaseQueue {
        try DatabaseQueue(path: path(in: folder), configuration: configuration(readOnly: false, isNew: false))
    }

    /// A mistake of SQLite as an error of the book.
    static func guarding<Value>(_ folder: String, _ body: () throws -> Value) throws(LedgerError) -> Value {
        do { return try body() } catch let error as LedgerError { throw error } catch let error as DatabaseError {
            throw LedgerError(databaseError: error, folder)
        } catch {
            throw LedgerError(.store, .bookFailed(SafeText(folder), SafeText(String(describing: error))))
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try Book.guarding(folder) { try queue.read(body) }
    }

    /// One transaction, begun with `BEGIN IMMEDIATE`.
    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try Book.guarding(folder) {
            try queue.writeWithoutTransaction { database in
                var value: Value?
                try database.inTransaction(.immediate) {
                    value = try body(database)
                    return .commit
                }
                guard let value else { throw LedgerError(.store, .bookFailed(SafeText(folder), "?")) }
                return value
            }
        }
    }

    private static func makeFolder(_ folder: String) -> Bool {
        if unsafe access(folder, F_OK) == 0 { return true }
        let parent = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !parent.isEmpty, !makeFolder(parent) { return false }
        return unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST
    }

    static func cError() -> String { unsafe String(cString: strerror(errno)) }
}

extension LedgerError {
    /// What SQLite refused: our own triggers by their words, the rest by its message.
    init(databaseError error: DatabaseError, _ folder: String) {
        let words = SafeText(error.message ?? error.description)
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: self.init(.refused, .databaseRefused(words))
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.store, .bookBusy(SafeText(folder)), hint: .tryAgain)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.damaged, .bookDamaged(SafeText(folder), words), hint: .rebuildBook)
        default: self.init(.store, .bookFailed(SafeText(folder), words))
        }
    }
}
