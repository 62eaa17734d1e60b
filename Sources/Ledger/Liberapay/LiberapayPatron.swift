public import Text

/// A patron of Liberapay, as far as they let it be known.
public struct LiberapayPatron: Sendable, Hashable {
    /// Empty for secret patrons.
    public var id: String
    public var username: String
    public var publicName: String
    /// `public`, `private`, `secret`; nil in the public list.
    public var visibility: String?
    /// Nil: private.
    public var weekly: Money?
    public var pledged: CivilDate?
    public var firstPayment: CivilDate?
    public var lastPayment: CivilDate?
    /// What came from them in all, where the file tells it.
    public var received: Money?

    /// Both lists of patrons: the columns are found by their names.
    static func read(_ bytes: [UInt8], _ name: SafeText) throws(LedgerError) -> [LiberapayPatron] {
        guard let text = StatementEncoding.utf8.text(bytes) else {
            throw LedgerError(.malformed, .wrongEncoding(name, .utf8), hint: .downloadAgain)
        }
        let records: [CSVRecord]
        do throws(CSVRecords.Fault) {
            records = try CSVRecords(Array(text.utf8), separator: UInt8(ascii: ",")).records
        } catch { throw LedgerError(.malformed, .fileCut(name), hint: .downloadAgain) }
        guard let header = records.first?.cells,
            Set(["patron_id", "donation_currency", "weekly_amount"]).isSubset(of: header)
        else { throw LedgerError(.malformed, .noLiberapay(name), hint: .downloadAgain) }
        var columns: [String: Int] = [:]
        for (column, title) in header.enumerated() { columns[title] = columns[title] ?? column }
        var patrons: [LiberapayPatron] = []
        for record in records.dropFirst() where !record.isEmpty {
            guard record.cells.count == header.count else {
                throw LedgerError(.malformed, .cellsLack(name, record.line), hint: .downloadAgain)
            }
            func cell(_ title: String) -> String { columns[title].map { record.cells[$0] } ?? "" }
            patrons.append(try LiberapayPatron(cell, name))
        }
        return patrons
    }

    private init(_ cell: (String) -> String, _ name: SafeText) throws(LedgerError) {
        func day(_ title: String) -> CivilDate? { CivilDate(iso8601: String(cell(title).prefix(10))) }
        func money(_ title: String) throws(LedgerError) -> Money? {
            let text = cell(title)
            if text.isEmpty || text == "private" { return nil }
            return try LiberapayFile.money(text, cell("donation_currency"), name)
        }
        (id, username) = (StatementText.squeezed(cell("patron_id")), StatementText.squeezed(cell("patron_username")))
        publicName = StatementText.squeezed(cell("patron_public_name"))
        visibility = cell("visibility").isEmpty ? nil : StatementText.squeezed(cell("visibility"))
        weekly = try money("weekly_amount")
        received = try money("sum_received")
        (pledged, firstPayment, lastPayment) = (
            day("pledge_date"), day("first_payment_date"), day("last_payment_date")
        )
    }
}
