/// How a bank writes its CSV. Detected, shown, kept with the account, and changed by hand where the detection is wrong.
public struct CSVDialect: Sendable, Hashable, Codable {
    public var encoding: StatementEncoding
    /// One ASCII character: `;`, `,`, a tab.
    public var separator: String
    public var decimal: DecimalMark
    public var days: DayForm
    /// The cells of the line that names the columns; empty where there is none.
    public var header: [String]
    /// Lines before the header, or before the first movement where there is none.
    public var preamble: Int
    public var columns: CSVColumns
    /// Whether the debit column has amounts with a minus.
    public var debitIsNegative: Bool
    public var currency: Currency

    public init(
        encoding: StatementEncoding = .utf8, separator: String = ";", decimal: DecimalMark = .comma,
        days: DayForm = .dayFirst, header: [String] = [], preamble: Int = 0, columns: CSVColumns,
        debitIsNegative: Bool = false, currency: Currency = .euro
    ) {
        (self.encoding, self.separator, self.decimal, self.days) = (encoding, separator, decimal, days)
        (self.header, self.preamble, self.columns) = (header, preamble, columns)
        (self.debitIsNegative, self.currency) = (debitIsNegative, currency)
    }
}

/// Which column holds what, counted from 0: either `amount`, or `debit` and `credit`.
public struct CSVColumns: Sendable, Hashable, Codable {
    public var day: Int
    public var valueDay: Int?
    /// Put together with a space, in this order.
    public var label: [Int]
    public var amount: Int?
    public var debit: Int?
    public var credit: Int?
    public var balance: Int?
    public var reference: Int?
    public var currency: Int?

    public init(
        day: Int, label: [Int], amount: Int? = nil, debit: Int? = nil, credit: Int? = nil, valueDay: Int? = nil,
        balance: Int? = nil, reference: Int? = nil, currency: Int? = nil
    ) {
        (self.day, self.label, self.amount, self.debit, self.credit) = (day, label, amount, debit, credit)
        (self.valueDay, self.balance, self.reference, self.currency) = (valueDay, balance, reference, currency)
    }

    /// The columns that a movement cannot be without.
    var needed: [Int] { [day] + [amount, debit, credit].compactMap { $0 } }
    var all: [Int] { needed + label + [valueDay, balance, reference, currency].compactMap { $0 } }
}

/// What is known of a CSV beforehand; the rest is detected.
public struct CSVHints: Sendable, Hashable {
    public var encoding: StatementEncoding?
    /// One ASCII character.
    public var separator: String?
    public var decimal: DecimalMark?
    public var days: DayForm?
    public var columns: CSVColumns?
    public var currency: Currency?

    public init(
        encoding: StatementEncoding? = nil, separator: String? = nil, decimal: DecimalMark? = nil,
        days: DayForm? = nil, columns: CSVColumns? = nil, currency: Currency? = nil
    ) {
        (self.encoding, self.separator, self.decimal) = (encoding, separator, decimal)
        (self.days, self.columns, self.currency) = (days, columns, currency)
    }
}
