/// One entry of a folder, as the server has it.
public struct RemoteFile: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case file, folder, other
    }

    /// Its name in the folder: no slash, no control character, not `.` or `..`. Still from outside.
    public var name: String
    public var kind: Kind
    /// Bytes; nil where the listing does not say.
    public var size: Int?

    public init(name: String, kind: Kind, size: Int? = nil) {
        self.name = name
        self.kind = kind
        self.size = size
    }
}

/// Reads listings. Lines that do not fit are left out, and counted.
enum Listing {
    struct Parsed: Equatable {
        var files: [RemoteFile] = []
        /// Lines that are no entry in any form known here.
        var unread = 0
    }

    static func parse(_ text: String, _ form: ServerProfile.Listing) -> Parsed {
        var parsed = Parsed()
        for line in text.split(whereSeparator: \.isNewline) {
            let entry = form == .mlsd ? mlsd(line) : unix(line)
            switch entry {
            case .file(let file): if isUsable(file.name) { parsed.files.append(file) }
            case .noEntry: continue
            case .unread: parsed.unread += 1
            }
        }
        return parsed
    }

    private enum Entry {
        case file(RemoteFile)
        /// The folder itself, its parent, a total.
        case noEntry
        case unread
    }

    /// `type=file;size=12;modify=20260101000000; name` (RFC 3659, 7.2)
    private static func mlsd(_ line: Substring) -> Entry {
        guard let space = line.firstIndex(of: " ") else { return .unread }
        let name = String(line[line.index(after: space)...])
        var kind = RemoteFile.Kind?.none
        var size: Int?
        for fact in line[..<space].split(separator: ";") {
            let parts = fact.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            switch parts[0].lowercased() {
            case "type":
                switch parts[1].lowercased() {
                case "file": kind = .file
                case "dir": kind = .folder
                case "cdir", "pdir": return .noEntry
                default: kind = .other
                }
            case "size": size = number(parts[1])
            default: continue
            }
        }
        guard let kind, !name.isEmpty else { return .unread }
        return .file(RemoteFile(name: name, kind: kind, size: kind == .file ? size : nil))
    }

    /// `-rw-r--r-- 1 user group 12 Jan 1 00:00 a name`: what `ls -l` writes. The name is what follows one space after
    /// the eighth word, so that it may hold spaces and begin with one.
    private static func unix(_ line: Substring) -> Entry {
        if line.hasPrefix("total ") { return .noEntry }
        var rest = line[...]
        var words: [Substring] = []
        while words.count < 8 {
            rest = rest.drop { $0 == " " || $0 == "\t" }
            let word = rest.prefix { $0 != " " && $0 != "\t" }
            guard !word.isEmpty else { return .unread }
            words.append(word)
            rest = rest[word.endIndex...]
        }
        guard words[0].utf8.count >= 10, let letter = words[0].first, "-dlbcpsD".contains(letter),
            let size = number(words[4]), isMonth(words[5]), rest.first == " "
        else { return .unread }
        let name = String(rest.dropFirst())
        guard !name.isEmpty else { return .unread }
        if name == "." || name == ".." { return .noEntry }
        switch letter {
        case "-": return .file(RemoteFile(name: name, kind: .file, size: size))
        case "d": return .file(RemoteFile(name: name, kind: .folder))
        default: return .file(RemoteFile(name: name, kind: .other))
        }
    }

    private static func isMonth(_ word: Substring) -> Bool {
        word.count == 3 && word.allSatisfy { $0.isLetter } || word.count <= 2 && word.allSatisfy { $0.isNumber }
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    /// Only plain names are ever used: a hostile server must not lead a path anywhere.
    private static func isUsable(_ name: String) -> Bool {
        name != "." && name != ".." && name.utf8.count <= 255
            && !name.unicodeScalars.contains { $0.value < 32 || $0.value == 127 || $0 == "/" || $0.value == 0xFFFD }
    }
}
