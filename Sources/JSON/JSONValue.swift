/// A value of JSON (RFC 8259). What it holds came from outside.
package enum JSONValue: Sendable, Hashable {
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

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// A member of an object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var number: Int? { if case .number(let number) = self { number } else { nil } }
    package var array: [JSONValue]? { if case .array(let list) = self { list } else { nil } }
    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    package var isNull: Bool { self == .null }

    /// The first member of an object: nft names statements, expressions and things of the ruleset by it.
    package var tagged: Member? { if case .object(let members) = self { members.first } else { nil } }

    /// One, or several in an array: nft drops the brackets around a single flag or type.
    package var list: [JSONValue] { array ?? [self] }
}
