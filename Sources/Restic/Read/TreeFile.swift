/// One entry of a folder (restic's design document, "Trees and Data").
public struct Node: Sendable, Codable {
    public enum Kind: String, Sendable, Codable {
        case file, dir, symlink, dev, chardev, fifo, socket
    }

    /// As Go quotes it: `\n`, `\xff`.
    public var name: String
    /// A kind of later versions is kept as its text.
    public var type: String
    /// Go's `os.FileMode`: the nine bits of permission, and flags from bit 20 up.
    public var mode: UInt32?
    public var mtime: String?
    public var uid: UInt32?
    public var gid: UInt32?
    /// Bytes of a file.
    public var size: UInt64?
    public var linktarget: String?
    public var content: [BlobID]?
    public var subtree: BlobID?

    public var kind: Kind? { Kind(rawValue: type) }

    /// The name's bytes, as they were on the disk.
    public var nameBytes: [UInt8] { GoQuoting.bytes(name) }

    /// Permission bits of `chmod`.
    public var permissions: UInt32 {
        let mode = mode ?? 0o600
        let special: [(go: UInt32, unix: UInt32)] = [(1 << 23, 0o4000), (1 << 22, 0o2000), (1 << 20, 0o1000)]
        return special.reduce(mode & 0o777) { $1.go & mode == 0 ? $0 : $0 | $1.unix }
    }
}

struct TreeFile: Codable {
    var nodes: [Node]
}

/// Names in trees are quoted as by Go's `strconv.Quote`, without the quotes.
enum GoQuoting {
    static func bytes(_ quoted: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(quoted.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let sign = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch sign {
            case UInt8(ascii: "x"): number(&rest, 2).map { result.append(UInt8(truncatingIfNeeded: $0)) }
            case UInt8(ascii: "u"): append(number(&rest, 4), to: &result)
            case UInt8(ascii: "U"): append(number(&rest, 8), to: &result)
            default: result.append(plain[sign] ?? sign)
            }
        }
        return result
    }

    private static let plain: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11,
    ]

    private static func number(_ rest: inout ArraySlice<UInt8>, _ digits: Int) -> UInt32? {
        let value = UInt32(String(decoding: rest.prefix(digits), as: UTF8.self), radix: 16)
        rest = rest.dropFirst(digits)
        return value
    }

    private static func append(_ value: UInt32?, to result: inout [UInt8]) {
        guard let scalar = value.flatMap(Unicode.Scalar.init) else { return }
        result += Array(String(Character(scalar)).utf8)
    }
}
