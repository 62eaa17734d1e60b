/// A piece of what occ prints as JSON, read without trust in its types.
indirect enum OccValue: Decodable, Sendable, Equatable {
    case null, bool(Bool), number(Int64), decimal(Double), text(String), list([OccValue]), map([String: OccValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? value.decode(Int64.self) {
            self = .number(number)
        } else if let number = try? value.decode(Double.self) {
            self = .decimal(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([OccValue].self) {
            self = .list(list)
        } else {
            self = .map(try value.decode([String: OccValue].self))
        }
    }

    subscript(_ name: String) -> OccValue? {
        guard case .map(let map) = self else { return nil }
        return map[name]
    }

    /// A text, or a number where PHP made one of a text of digits.
    var word: String? {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        default: nil
        }
    }

    var flag: Bool? {
        switch self {
        case .bool(let flag): flag
        case .number(1), .text("1"), .text("true"): true
        case .number(0), .text("0"), .text("false"), .text(""): false
        default: nil
        }
    }

    /// A whole number, however it is written.
    var whole: Int64? {
        switch self {
        case .number(let number): number
        case .decimal(let number): Int64(exactly: number.rounded())
        case .text(let text): Int64(text)
        default: nil
        }
    }

    /// The values of a list, or of the map that PHP makes of a list with holes.
    var listed: [OccValue]? {
        switch self {
        case .list(let list): list
        case .map(let map): map.keys.sorted().compactMap { map[$0] }
        default: nil
        }
    }

    /// The beginning of it, for messages.
    var glimpse: String {
        switch self {
        case .null: "null"
        case .bool(let flag): String(flag)
        case .number(let number): String(number)
        case .decimal(let number): String(number)
        case .text(let text): String(text.prefix(60))
        case .list(let list): String("[\(list.prefix(3).map(\.glimpse).joined(separator: ", "))]".prefix(60))
        case .map(let map): String("{\(map.keys.sorted().prefix(5).joined(separator: ", "))}".prefix(60))
        }
    }
}
