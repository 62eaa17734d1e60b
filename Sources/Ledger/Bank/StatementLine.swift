public import Text

/// One movement of a bank account as a file of the bank tells it.
public struct StatementLine: Sendable, Hashable, Codable {
    /// The day that the bank booked it.
    public var day: CivilDate
    public var valueDay: CivilDate?
    /// Positive where money came in.
    public var amount: Money
    /// One line, blanks squeezed, at most 300 letters. From outside; may name a person.
    public var label: String
    /// What the bank calls it (OFX: FITID).
    public var identifier: String?
    /// The number of a cheque or a transfer.
    public var reference: String?
    /// What the account held after it, where the file says so.
    public var balance: Money?

    public init(
        _ day: CivilDate, _ amount: Money, _ label: String, identifier: String? = nil, reference: String? = nil,
        valueDay: CivilDate? = nil, balance: Money? = nil
    ) {
        (self.day, self.amount, self.label) = (day, amount, StatementText.squeezed(label))
        self.identifier = identifier.map(StatementText.squeezed)
        self.reference = reference.map(StatementText.squeezed)
        (self.valueDay, self.balance) = (valueDay, balance)
    }
}

/// What an account held at the end of a day, as the bank says.
public struct StatementBalance: Sendable, Hashable, Codable {
    public var day: CivilDate
    public var amount: Money

    public init(_ day: CivilDate, _ amount: Money) { (self.day, self.amount) = (day, amount) }
}

/// The form of a bank's file.
public enum StatementFormat: String, Sendable, Codable, CaseIterable {
    case ofx, csv
}

/// One account of a bank's file.
public struct BankStatement: Sendable, Hashable, Codable {
    public var format: StatementFormat
    /// Which account the bank means (OFX: BANKID/BRANCHID/ACCTID). A CSV does not say.
    public var bank: String?
    public var currency: Currency
    /// In the order of the file.
    public var lines: [StatementLine]
    public var balances: [StatementBalance] = []
    /// How a CSV was read.
    public var dialect: CSVDialect?

    /// The accounts of a file: OFX or CSV, as its content says.
    /// - Parameters:
    ///   - name: of the file, for what is said about it.
    ///   - dialect: of a CSV; nil: it is detected, refused where it is not clear.
    ///   - hints: what is known of a CSV, where not all is.
    public static func read(
        _ bytes: [UInt8], name: String, dialect: CSVDialect? = nil, hints: CSVHints = CSVHints()
    ) throws(LedgerError) -> [BankStatement] {
        let name = SafeText(name)
        guard bytes.count <= longest else { throw LedgerError(.refused, .fileTooLong(name)) }
        guard bytes.contains(where: { $0 > 0x20 }) else { throw LedgerError(.malformed, .fileEmpty(name)) }
        if OFXReading.isMeant(bytes) { return try OFXReading.read(bytes, name) }
        if bytes.first(where: { $0 > 0x20 }).map({ [UInt8(ascii: "{"), UInt8(ascii: "[")].contains($0) }) == true {
            throw LedgerError(.malformed, .noStatement(name), hint: .takeLiberapay)
        }
        if let dialect { return [try CSVReading(name, dialect).read(bytes)] }
        let found = try CSVDetection.detect(bytes, name, hints)
        return [try CSVReading(name, found).read(bytes)]
    }

    /// 20 MiB: some 200,000 lines.
    static let longest = 20 << 20
}
