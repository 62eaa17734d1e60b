import Text

/// Reads the accounts of an OFX file (Open Financial Exchange 1.0.2 to 2.2). One that ends before `</OFX>` is refused.
struct OFXReading {
    private let name: SafeText
    private var tokens: OFXTokens
    private var open: [String] = []
    private var statements: [BankStatement] = []
    private var account: [String: String] = [:]
    private var fields: [String: String] = [:]
    private var currency: Currency?

    /// Whether bytes say that they are OFX.
    static func isMeant(_ bytes: [UInt8]) -> Bool {
        let head = String(decoding: bytes.prefix(2000), as: UTF8.self).uppercased()
        return head.contains("OFXHEADER") || head.contains("<OFX>")
    }

    static func read(_ bytes: [UInt8], _ name: SafeText) throws(LedgerError) -> [BankStatement] {
        guard let text = text(bytes) else { throw LedgerError(.malformed, .unclearEncoding(name)) }
        let body = Array(text.utf8)
        let mark = Array("<OFX>".utf8)
        guard
            let start = body.indices.first(where: { place in
                body[place] == mark[0] && body.count - place >= 5
                    && zip(body[place..<place + 5], mark).allSatisfy { $0 & 0xDF == $1 & 0xDF }
            })
        else { throw LedgerError(.malformed, .fileCut(name), hint: .downloadAgain) }
        // Whatever else is wrong with it: a file that was cut says so first.
        let end = String(decoding: body.suffix(200), as: UTF8.self).uppercased()
        guard end.contains("</OFX>") else { throw LedgerError(.malformed, .fileCut(name), hint: .downloadAgain) }
        var reading = OFXReading(name: name, tokens: OFXTokens(body, from: start))
        return try reading.all()
    }

    private init(name: SafeText, tokens: OFXTokens) { (self.name, self.tokens) = (name, tokens) }

    /// As the header says; where it says nothing, or an accent shows that it lies, as the bytes say.
    private static func text(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(1000), as: UTF8.self).uppercased()
        if StatementEncoding.isPlainlyUTF8(bytes) { return StatementEncoding.utf8.text(bytes) }
        let isLatin = head.contains("CHARSET:ISO-8859-1") || head.contains("CHARSET:8859-1")
        if isLatin || head.contains("ENCODING=\"ISO-8859-1\"") { return StatementEncoding.latin1.text(bytes) }
        if head.contains("CHARSET:1252") || head.contains("ENCODING=\"WINDOWS-1252\"") {
            return StatementEncoding.windows1252.text(bytes)
        }
        return StatementEncoding.detect(bytes)?.text(bytes)
    }

    /// What holds other elements. Everything else has a value, and no end of its own in SGML.
    private static let aggregates: Set<String> = [
        "OFX", "BANKMSGSRSV1", "CREDITCARDMSGSRSV1", "STMTTRNRS", "CCSTMTTRNRS", "STMTRS", "CCSTMTRS", "BANKACCTFROM",
        "CCACCTFROM", "BANKTRANLIST", "STMTTRN", "LEDGERBAL", "AVAILBAL", "PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY",
        "ORIGCURRENCY", "SIGNONMSGSRSV1", "SONRS", "STATUS", "FI",
    ]

    private mutating func all() throws(LedgerError) -> [BankStatement] {
        while let token = tokens.next() {
            switch token {
            case .open(let tag, let value):
                if Self.aggregates.contains(tag) { try begin(tag) } else { take(tag, value) }
            case .close(let tag):
                guard Self.aggregates.contains(tag) else { continue }
                guard open.last == tag else { throw broken() }
                try end(tag)
                open.removeLast()
            }
        }
        guard !tokens.isBroken else { throw broken() }
        guard open.isEmpty else { throw LedgerError(.malformed, .fileCut(name), hint: .downloadAgain) }
        guard !statements.isEmpty else { throw LedgerError(.malformed, .noStatement(name), hint: .downloadAgain) }
        return statements
    }

    private func broken() -> LedgerError {
        LedgerError(.malformed, .fileBroken(name, tokens.line), hint: .downloadAgain)
    }

    private mutating func begin(_ tag: String) throws(LedgerError) {
        // A second <OFX> after the first one ended would be two files in one.
        guard open.count < 12, open.isEmpty == (tag == "OFX"), !(open.isEmpty && !statements.isEmpty) else {
            throw broken()
        }
        open.append(tag)
        switch tag {
        case "STMTRS", "CCSTMTRS":
            statements.append(BankStatement(format: .ofx, currency: .euro, lines: []))
            (account, currency) = ([:], nil)
        case "STMTTRN", "LEDGERBAL": fields = [:]
        default: break
        }
    }

    private mutating func take(_ tag: String, _ value: String) {
        guard let place = open.last, !value.isEmpty else { return }
        switch place {
        case "STMTTRN", "LEDGERBAL": fields[tag] = value
        case "PAYEE", "CURRENCY": fields[place + "." + tag] = value
        case "BANKACCTFROM", "CCACCTFROM": account[tag] = value
        case "STMTRS", "CCSTMTRS": if tag == "CURDEF" { fields["CURDEF"] = value }
        default: break
        }
    }

    private mutating func end(_ tag: String) throws(LedgerError) {
        guard let last = statements.indices.last else { return }
        switch tag {
        case "BANKACCTFROM", "CCACCTFROM":
            let parts = ["BANKID", "BRANCHID", "ACCTID"].compactMap { account[$0] }
            statements[last].bank = parts.joined(separator: "/")
            // CURDEF stands before the account.
            guard let currency = Currency(code: fields["CURDEF"]?.uppercased() ?? "") else {
                throw LedgerError(.malformed, .unknownCurrency(SafeText(fields["CURDEF"] ?? "")))
            }
            (self.currency, statements[last].currency) = (currency, currency)
        case "STMTTRN": statements[last].lines.append(try line())
        case "LEDGERBAL":
            guard open.contains("STMTRS") || open.contains("CCSTMTRS") else { return }
            let day = try day("DTASOF")
            statements[last].balances.append(StatementBalance(day, try amount("BALAMT")))
        case "STMTRS", "CCSTMTRS": if currency == nil { throw broken() }
        default: break
        }
    }

    private func line() throws(LedgerError) -> StatementLine {
        let (name, memo) = (fields["NAME"] ?? fields["PAYEE.NAME"] ?? "", fields["MEMO"] ?? "")
        if let other = fields["CURRENCY.CURSYM"], other != currency?.code {
            throw LedgerError(.refused, .foreignLine(self.name, tokens.line, SafeText(other)))
        }
        // Banks cut NAME at 32 letters and write all of it again in MEMO.
        let label = memo.hasPrefix(name) ? memo : name.hasPrefix(memo) ? name : name + " " + memo
        return StatementLine(
            try day("DTPOSTED"), try amount("TRNAMT"), label, identifier: fields["FITID"],
            reference: fields["CHECKNUM"] ?? fields["REFNUM"])
    }

    /// The day as the bank writes it, in its own zone.
    private func day(_ field: String) throws(LedgerError) -> CivilDate {
        let text = fields[field] ?? ""
        guard let day = DayForm.compact.day(String(text.prefix(8))) else {
            throw LedgerError(.malformed, .noDay(name, tokens.line, SafeText(text)))
        }
        return day
    }

    /// `-48.00` or `-48,00`: OFX has no groups, so the only sign is the decimal mark.
    private func amount(_ field: String) throws(LedgerError) -> Money {
        let text = fields[field] ?? ""
        guard let currency else { throw broken() }
        let marks = text.utf8.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
        do throws(AmountFault) {
            guard marks <= 1, !text.utf8.contains(0x20) else { throw AmountFault.malformed }
            return try Money.reading(String(text.map { $0 == "," ? "." : $0 }), currency, mark: .point)
        } catch {
            throw LedgerError(.malformed, .noAmount(name, tokens.line, error.words(SafeText(text))))
        }
    }
}
