/// One value of a TOML file, free of the library that read it.
public enum TOMLNode: Sendable, Hashable {
    case string(String)
    case int(Int)
    case bool(Bool)
    case double(Double)
    case array([TOMLNode])
    case table([String: TOMLNode])
    /// A date, a time or both, as it stands in the file.
    case date(String)

    /// The text, if it is one.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The whole number, if it is one.
    public var int: Int? { if case .int(let value) = self { value } else { nil } }
    /// The truth value, if it is one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The number, whole or not, if it is one.
    public var double: Double? {
        switch self {
        case .double(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }
    /// The members, if it is an array.
    public var array: [TOMLNode]? { if case .array(let value) = self { value } else { nil } }
    /// The keys and values, if it is a table.
    public var table: [String: TOMLNode]? { if case .table(let value) = self { value } else { nil } }

    /// What kind of value it is, for an error message.
    public var kindName: Phrase {
        switch self {
        case .string: Phrase("a text", "un texte")
        case .int: Phrase("a whole number", "un nombre entier")
        case .bool: Phrase("true or false", "true ou false")
        case .double: Phrase("a number", "un nombre")
        case .array: Phrase("a list", "une liste")
        case .table: Phrase("a section", "une section")
        case .date: Phrase("a date", "une date")
        }
    }
}

/// The place of a value in a TOML file: `host[1].uri`.
public struct TOMLPath: Sendable, Hashable, CustomStringConvertible {
    /// One step down: into a table by key, or into a list by place.
    public enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    public var steps: [Step]

    public init(_ steps: [Step] = []) { self.steps = steps }

    /// A path of plain keys: `TOMLPath("site", "name")`.
    public init(_ keys: String...) { steps = keys.map(Step.key) }

    /// This path and one more key.
    public func key(_ name: String) -> TOMLPath { TOMLPath(steps + [.key(name)]) }
    /// This path and one more place in a list.
    public func index(_ place: Int) -> TOMLPath { TOMLPath(steps + [.index(place)]) }

    public var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .key(let name): text += (text.isEmpty ? "" : ".") + TOMLPath.quoted(name)
            case .index(let place): text += "[\(place)]"
            }
        }
    }

    /// A key as TOML writes it: bare where that is allowed, else in quotes.
    static func quoted(_ key: String) -> String {
        let isBare = key.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "_-".unicodeScalars.contains(scalar))
        }
        return isBare && !key.isEmpty ? key : TOMLText.literal(key)
    }
}

/// How values are written in TOML.
public enum TOMLText {
    /// A basic string with its quotes.
    public static func literal(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { out, scalar in
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let hex = String(scalar.value, radix: 16, uppercase: true)
                    out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        } + "\""
    }

    /// A value as TOML writes it on one line.
    public static func literal(_ node: TOMLNode) -> String {
        switch node {
        case .string(let text): literal(text)
        case .int(let number): String(number)
        case .bool(let truth): truth ? "true" : "false"
        case .double(let number): String(number)
        case .date(let text): text
        case .array(let members): "[" + members.map(literal).joined(separator: ", ") + "]"
        case .table(let pairs):
            "{ "
                + pairs.sorted { $0.key < $1.key }.map { TOMLPath.quoted($0.key) + " = " + literal($0.value) }
                .joined(separator: ", ") + " }"
        }
    }
}
