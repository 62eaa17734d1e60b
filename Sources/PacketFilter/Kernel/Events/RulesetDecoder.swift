import CNetlink

/// Puts the events of a transaction together: one message for each object, then `NFT_MSG_NEWGEN`.
struct RulesetDecoder: EventDecoder {
    private var tables: Set<TableName> = []
    private var deletedTables: Set<TableName> = []

    mutating func event(_ message: NetlinkMessage) -> RulesetChange? {
        guard message.netfilter.subsystem == NFNL_SUBSYS_NFTABLES else { return nil }
        let attributes = message.netfilterAttributes
        switch message.netfilter.message {
        case NFT_MSG_NEWGEN.rawValue: return .transaction(end(attributes))
        case NFT_MSG_TRACE.rawValue: return nil
        case NFT_MSG_DELTABLE.rawValue, Self.destroyTable:
            if let table = table(message.family, attributes) {
                tables.insert(table)
                deletedTables.insert(table)
            }
        default: if let table = table(message.family, attributes) { tables.insert(table) }
        }
        return nil
    }

    mutating func overrun() -> RulesetChange {
        (tables, deletedTables) = ([], [])
        return .overrun
    }

    /// `NFT_MSG_DESTROYTABLE` of kernels from 6.3 on, which Debian 12's headers do not have.
    private static let destroyTable: UInt32 = 26

    /// The table's name has the same number in the attributes of every object (`NFTA_TABLE_NAME`, `NFTA_CHAIN_TABLE`,
    /// `NFTA_RULE_TABLE`, ...).
    private func table(_ family: UInt8, _ attributes: NetlinkAttributes) -> TableName? {
        guard let family = Family(number: family), let name = attributes.text(1) else { return nil }
        return TableName(family, name)
    }

    private mutating func end(_ attributes: NetlinkAttributes) -> RulesetChange.Transaction {
        defer { (tables, deletedTables) = ([], []) }
        return RulesetChange.Transaction(
            generation: attributes.number(NFTA_GEN_ID, UInt32.self) ?? 0,
            process: attributes.number(NFTA_GEN_PROC_PID, Int32.self) ?? 0,
            processName: attributes.text(NFTA_GEN_PROC_NAME) ?? "", tables: tables, deletedTables: deletedTables)
    }
}
