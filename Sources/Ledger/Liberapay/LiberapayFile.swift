import JSON
public import Text

/// What Liberapay tells: a promise of so much a week, or what the paydays brought. None of it is cash.
public enum LiberapayFile: Sendable, Hashable {
    /// `https://liberapay.com/USER/public.json`
    case profile(LiberapayProfile)
    /// `charts.json`, oldest first.
    case paydays([LiberapayPayday])
    /// `patrons/public.csv` and `patrons/export.csv`
    case patrons([LiberapayPatron])

    /// What a file is, as its content says. An empty one is a list of no patrons: Liberapay writes no header then.
    public static func read(_ bytes: [UInt8], name: String) throws(LedgerError) -> LiberapayFile {
        let name = SafeText(name)
        guard bytes.count <= BankStatement.longest else { throw LedgerError(.refused, .fileTooLong(name)) }
        guard let first = bytes.first(where: { $0 > 0x20 }) else { return .patrons([]) }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            return .patrons(try LiberapayPatron.read(bytes, name))
        }
        var scanner = JSONScanner(bytes)
        guard let value = scanner.document() else {
            throw LedgerError(.malformed, .fileCut(name), hint: .downloadAgain)
        }
        if let list = value.array { return .paydays(try LiberapayPayday.read(list, name)) }
        return .profile(try LiberapayProfile(value, name))
    }

    /// `{"amount": "0.11", "currency": "EUR"}`: a text, so that no cent is lost on the way. Nil: null, hidden.
    static func money(_ value: JSONValue?, _ name: SafeText) throws(LedgerError) -> Money? {
        guard let value, !value.isNull else { return nil }
        guard let text = value["amount"]?.string, let code = value["currency"]?.string else {
            throw LedgerError(.malformed, .noLiberapay(name), hint: .downloadAgain)
        }
        return try money(text, code, name)
    }

    static func money(_ text: String, _ code: String, _ name: SafeText) throws(LedgerError) -> Money {
        guard let currency = Currency(code: code) else {
            throw LedgerError(.malformed, .unknownCurrency(SafeText(code)))
        }
        let money: Money
        do { money = try Money.reading(text, currency, mark: .point) } catch {
            throw LedgerError(.malformed, .noLiberapayAmount(name, error.words(SafeText(text))))
        }
        guard money.minor >= 0 else {
            throw LedgerError(.malformed, .noLiberapayAmount(name, AmountFault.malformed.words(SafeText(text))))
        }
        return money
    }
}

/// An account of Liberapay as it shows itself.
public struct LiberapayProfile: Sendable, Hashable {
    public var username: String
    /// What the patrons promise a week; nil: hidden.
    public var weekly: Money?
    public var patrons: Int?
    /// Nil: none, or none told.
    public var goal: Money?

    init(_ value: JSONValue, _ name: SafeText) throws(LedgerError) {
        guard let username = value["username"]?.string, !username.isEmpty, let receiving = value["receiving"] else {
            throw LedgerError(.malformed, .noLiberapay(name), hint: .downloadAgain)
        }
        self.username = StatementText.squeezed(username)
        weekly = try LiberapayFile.money(receiving, name)
        goal = try LiberapayFile.money(value["goal"], name)
        patrons = value["npatrons"]?.number.flatMap { $0 >= 0 ? $0 : nil }
    }
}

/// What one payday, a Wednesday, brought.
public struct LiberapayPayday: Sendable, Hashable {
    public var day: CivilDate
    /// Nil: not told. After the last gift Liberapay leaves it out.
    public var receipts: Money?
    public var patrons: Int?

    static func read(_ list: [JSONValue], _ name: SafeText) throws(LedgerError) -> [LiberapayPayday] {
        var paydays: [CivilDate: LiberapayPayday] = [:]
        for value in list {
            guard let text = (value["date"] ?? value["ts_end"])?.string,
                let day = CivilDate(iso8601: String(text.prefix(10)))
            else { throw LedgerError(.malformed, .noLiberapay(name), hint: .downloadAgain) }
            let patrons = value["npatrons"]?.number.flatMap { $0 >= 0 ? $0 : nil }
            paydays[day] = LiberapayPayday(
                day: day, receipts: try LiberapayFile.money(value["receipts"], name), patrons: patrons)
        }
        return paydays.values.sorted { $0.day < $1.day }
    }
}
