/// The text of a configuration file, changed one value at a time: comments, order and all other lines stay.
public struct ConfigurationText: Sendable, Equatable {
    public private(set) var text: String

    public init(_ text: String) { self.text = text }

    /// Puts `value` where the key stands; a key that the file does not have is added at the end of its section, a section
    /// that it does not have at the end of the file.
    public mutating func set(_ path: TOMLPath, to value: TOMLNode) {
        let map = TOMLKeyMap(text)
        if let place = map.places[path], !place.value.isEmpty {
            replace(place.value, with: TOMLText.literal(value))
            return
        }
        guard case .key(let name) = path.steps.last else { return }
        let section = TOMLPath(Array(path.steps.dropLast()))
        let pair = TOMLPath.quoted(name) + " = " + TOMLText.literal(value) + "\n"
        if let end = map.ends[section], section.steps.isEmpty || map.places[section] != nil {
            let needsLine = end > 0 && Array(text.utf8)[end - 1] != UInt8(ascii: "\n")
            replace(end..<end, with: (needsLine ? "\n" : "") + pair)
        } else {
            let gap = text.isEmpty ? "" : text.hasSuffix("\n") ? "\n" : "\n\n"
            text += gap + ConfigurationText.header(section) + "\n" + pair
        }
    }

    private static func header(_ section: TOMLPath) -> String {
        let keys = section.steps.compactMap { step in
            if case .key(let name) = step { TOMLPath.quoted(name) } else { nil }
        }
        let name = keys.joined(separator: ".")
        if case .index = section.steps.last { return "[[" + name + "]]" }
        return "[" + name + "]"
    }

    private mutating func replace(_ range: Range<Int>, with new: String) {
        let bytes = Array(text.utf8)
        text = String(
            decoding: bytes[..<range.lowerBound] + Array(new.utf8) + bytes[range.upperBound...], as: UTF8.self)
    }
}
