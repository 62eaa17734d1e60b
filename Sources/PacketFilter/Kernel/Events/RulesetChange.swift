/// Something that changed the rules of a network namespace.
public enum RulesetChange: Sendable, Hashable {
    /// One transaction was committed (`NFT_MSG_NEWGEN`).
    case transaction(Transaction)
    /// Events came faster than they were read (`ENOBUFS`), and some are lost: list again what matters. The
    /// transaction that follows may name tables of a lost one beside its own.
    case overrun

    /// One commit, and who made it.
    public struct Transaction: Sendable, Hashable {
        /// The generation that it began (`NFTA_GEN_ID`).
        public var generation: UInt32
        /// The thread that committed it (`NFTA_GEN_PROC_PID`), as the first PID namespace numbers it: the process's
        /// number where it has one thread; `NetworkThread.threadID` for our own.
        public var process: Int32
        /// Its name (`NFTA_GEN_PROC_NAME`), 15 bytes at most. A process names itself: hostile until `SafeText`.
        public var processName: String
        /// Tables in which something was made, changed or removed.
        public var tables: Set<TableName>
        /// Those of them that were removed as a whole (`NFT_MSG_DELTABLE`). One may be there again: removed and made
        /// anew in one transaction.
        public var deletedTables: Set<TableName>

        public init(
            generation: UInt32, process: Int32, processName: String, tables: Set<TableName> = [],
            deletedTables: Set<TableName> = []
        ) {
            self.generation = generation
            self.process = process
            self.processName = processName
            self.tables = tables
            self.deletedTables = deletedTables
        }
    }
}

/// Which table: a name counts within its family.
public struct TableName: Sendable, Hashable {
    public var family: Family
    /// From the kernel: hostile until `SafeText`.
    public var name: String

    public init(_ family: Family, _ name: String) {
        self.family = family
        self.name = name
    }
}
