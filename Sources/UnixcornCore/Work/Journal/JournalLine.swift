import Digest
import GRDB
import Text

/// One line of the journal exactly as stored. The chain is made over these texts, never over decoded values: a later
/// version of the program, which may write a value otherwise, still verifies what an older one wrote.
///
/// Canonical form `2`: the fields below, in this order, each as a netstring (`5:hello,`: the count of UTF-8 bytes in
/// decimal, a colon, the bytes, a comma), an absent field as `-,`:
/// form, id, at (microseconds since 1970 UTC), kind, operator (JSON), process, operation (JSON), intent, undoes,
/// result, message, job, message in French (absent where it is the same).
/// Form `1`, of lines that older versions wrote, has no message in French and ends at job.
/// Digest: SHA-256 in lower-case hexadecimal over the previous line's 64 digits (of the first line: 64 zeros)
/// followed by the canonical form.
struct JournalLine: Sendable, Equatable, Codable {
    static let form = "2"
    /// The forms that can be checked.
    static let forms: Set = ["1", form]
    /// What the first line follows.
    static let origin = String(repeating: "0", count: 64)

    var form = JournalLine.form
    var id: Int64
    var at: Int64
    var kind: String
    var person: String
    var process: String
    var operation: String?
    var intent: Int64?
    var undoes: Int64?
    var result: String?
    var message: String
    var job: Int64?
    var messageFrench: String?
    var previous = ""
    var digest = ""

    /// The bytes that are digested after the previous digest.
    var canonical: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        var fields = [
            form, String(id), String(at), kind, person, process, operation, intent.map(String.init),
            undoes.map(String.init), result, message, job.map(String.init),
        ]
        // A French message that somebody has put into an old line must not pass unseen.
        if form != "1" || messageFrench != nil { fields.append(messageFrench) }
        for field in fields {
            guard let field else {
                bytes.append(contentsOf: [UInt8(ascii: "-"), UInt8(ascii: ",")])
                continue
            }
            bytes.append(contentsOf: "\(field.utf8.count):".utf8)
            bytes.append(contentsOf: field.utf8)
            bytes.append(UInt8(ascii: ","))
        }
        return bytes
    }

    /// The digest that belongs to this line when it follows `previous`.
    func chained(after previous: String) throws(DigestError) -> String {
        try SHA256.digest(of: Array(previous.utf8) + canonical).hex
    }
}

extension JournalLine {
    static let columns = """
        id, form, at, kind, operator, process, operation, intent, undoes, result, message, job, previous, digest,
        message_french
        """

    /// A value of a wrong type, which only a damaged or forged file has, reads as empty: its digest then does not fit.
    init(row: Row, from first: Int = 0) {
        id = row.stored(first, Int64.self) ?? 0
        form = row.stored(first + 1, String.self) ?? ""
        at = row.stored(first + 2, Int64.self) ?? 0
        kind = row.stored(first + 3, String.self) ?? ""
        person = row.stored(first + 4, String.self) ?? ""
        process = row.stored(first + 5, String.self) ?? ""
        operation = row.stored(first + 6, String.self)
        intent = row.stored(first + 7, Int64.self)
        undoes = row.stored(first + 8, Int64.self)
        result = row.stored(first + 9, String.self)
        message = row.stored(first + 10, String.self) ?? ""
        job = row.stored(first + 11, Int64.self)
        previous = row.stored(first + 12, String.self) ?? ""
        digest = row.stored(first + 13, String.self) ?? ""
        messageFrench = row.stored(first + 14, String.self)
    }

    static func columns(of table: String) -> String {
        columns.split { ", \n".contains($0) }.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    func insert(_ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO journal (\(Self.columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            arguments: [
                id, form, at, kind, person, process, operation, intent, undoes, result, message, job, previous, digest,
                messageFrench,
            ])
    }

    /// The line as a value to show. What this version cannot decode is left out, and the message says so.
    var entry: JournalEntry {
        var entry = JournalEntry(
            id: id, at: Moment(microseconds: at), kind: JournalEntry.Kind(rawValue: kind) ?? .note, by: Operator())
        entry.words = Phrase(message, messageFrench ?? message)
        do {
            entry.by = try StoredJSON.value(Operator.self, from: person)
            entry.operation = try operation.map { try StoredJSON.value(Operation.self, from: $0) }
        } catch {
            entry.words = .unreadable(entry.words, operation ?? person)
        }
        entry.intent = intent
        entry.undoes = undoes
        entry.result = result.flatMap(JournalEntry.Result.init)
        entry.job = job.map(JobID.init(rawValue:))
        entry.digest = digest
        return entry
    }
}

extension Row {
    /// The value in a column, nil when it is NULL or of another type. GRDB's own subscript would trap.
    func stored<Value: DatabaseValueConvertible>(_ index: Int, _ type: Value.Type) -> Value? {
        Value.fromDatabaseValue(self[index])
    }
}
