public import Ledger

/// A sealed entry of the books: `Entry` has a namesake in backups.
public typealias LedgerEntry = Ledger.Entry
