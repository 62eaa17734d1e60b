/// What a bare machine needs to reach a repository, as a few lines of plain ASCII. A recovery sheet holds them as text and
/// as a QR code; whoever scans or types them has a file that `backup recover --sheet` reads.
///
/// A value is percent-coded but for visible ASCII. On paper a long line goes on in lines that begin with `+`.
public struct SheetCode: Sendable, Equatable {
    public var repository: String
    /// The repository's, without white space around it.
    var password: [UInt8]
    /// Of the FTP space.
    var ftpPassword: String?
    var tlsPin: String?

    private static let name = "unixcorn-sheet"
    private static let end = "end"

    init(repository: String, password: [UInt8], ftpPassword: String? = nil, tlsPin: String? = nil) {
        self.repository = repository
        self.password = password
        self.ftpPassword = ftpPassword
        self.tlsPin = tlsPin
    }

    /// As the QR code holds it.
    var lines: [String] {
        let values = [
            ("repository", Array(repository.utf8)), ("password", password),
            ("ftp-password", ftpPassword.map { Array($0.utf8) }),
            ("tls-pin", tlsPin.map { Array($0.utf8) }),
        ]
        return ["\(Self.name) 1"]
            + values.compactMap { name, bytes in bytes.map { name + " " + Self.encoded($0) } } + [Self.end]
    }

    /// As paper holds it: no line is longer than `width`.
    func lines(within width: Int) -> [String] {
        lines.flatMap { line -> [String] in
            var (rest, parts) = (line[...], [String]())
            while !rest.isEmpty {
                let mark = parts.isEmpty ? "" : "+"
                parts.append(mark + rest.prefix(width - mark.count))
                rest = rest.dropFirst(width - mark.count)
            }
            return parts
        }
    }

    /// Finds the code in a text: a whole sheet, or what was scanned or typed of it.
    public init(reading text: String) throws(OperationFailure) {
        var lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }[...]
        guard let start = lines.firstIndex(where: { $0.hasPrefix(Self.name + " ") }) else {
            throw OperationFailure(area: "usage", message: .noSheetCode, hint: .sheetCodeForm)
        }
        guard lines[start] == Self.name + " 1" else {
            throw OperationFailure(area: "usage", message: .newerSheet(SafeText(String(lines[start]))))
        }
        lines = lines[(start + 1)...].prefix { $0 != Self.end }
        var values: [Substring: Substring] = [:]
        var last: Substring?
        for line in lines {
            if line.hasPrefix("+"), let last {
                values[last, default: ""] += line.dropFirst()
            } else {
                let name = line.prefix { $0 != " " }
                values[name] = line.dropFirst(name.count).trimmed
                last = name
            }
        }
        func bytes(_ name: Substring) throws(OperationFailure) -> [UInt8]? {
            guard let coded = values[name] else { return nil }
            guard let bytes = PercentCoding.bytes(of: coded), !bytes.isEmpty else {
                throw OperationFailure(
                    area: "usage", message: .badSheetValue(SafeText(String(name))), hint: .sheetCodeForm)
            }
            return bytes
        }
        guard let place = try bytes("repository"), let password = try bytes("password") else {
            throw OperationFailure(area: "usage", message: .cutSheetCode, hint: .sheetCodeForm)
        }
        self.init(
            repository: String(decoding: place, as: UTF8.self), password: password,
            ftpPassword: try bytes("ftp-password").map { String(decoding: $0, as: UTF8.self) },
            tlsPin: try bytes("tls-pin").map { String(decoding: $0, as: UTF8.self) })
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        PercentCoding.encode(bytes) { (33...126).contains($0) }
    }
}

extension Substring {
    /// Without white space at its ends.
    fileprivate var trimmed: Substring {
        var text = self.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
