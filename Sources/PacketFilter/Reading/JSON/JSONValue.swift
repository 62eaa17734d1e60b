/// A value of JSON (RFC 8259), as `nft -j` prints it.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A whole number that fits.
    case number(Int)
    /// Any other number, as it is written.
    case decimal(String)
    case string(String)
    case array([JSONValue])
    /// In the order of the text; of two members with one name the first counts.
    case object([Member])

    struct Member: Sendable, Hashable {
        var name: String
        var value: JSONValue
    }

    /// A member of an object.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var array: [JSONValue]? { if case .array(let list) = self { list } else { nil } }
    var isNull: Bool { self == .null }

    /// The first member of an object: nft names statements, expressions and things of the ruleset by it.
    var tagged: Member? { if case .object(let members) = self { members.first } else { nil } }

    /// One, or several in an array: nft drops the brackets around a single flag or type.
    var list: [JSONValue] { array ?? [self] }
}
