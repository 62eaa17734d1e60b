/// A pattern for paths, as `restic find` takes it: `*`, `?` and `[a-z]` within a name (Go's `filepath.Match`), `**` for
/// any folders; from the root where it begins with `/`, else anywhere. What lies below a folder that fits, fits too.
public struct NamePattern: Sendable {
    private enum Sign {
        case one(Unicode.Scalar)
        case any
        case some
        case of([ClosedRange<Unicode.Scalar>], isNegated: Bool)
    }
    private enum Part {
        case name([Sign])
        case folders
    }

    private let parts: [Part]
    private let isAnchored: Bool

    /// Nil for what is no pattern: an empty one, an open bracket, a backslash at the end.
    public init?(_ text: String) {
        isAnchored = text.hasPrefix("/")
        var parts: [Part] = []
        for part in text.split(separator: "/") {
            guard part != "**" else {
                parts.append(.folders)
                continue
            }
            guard let signs = NamePattern.signs(part) else { return nil }
            parts.append(.name(signs))
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    private static func signs(_ text: Substring) -> [Sign]? {
        var rest = text.unicodeScalars[...]
        var signs: [Sign] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": signs.append(.some)
            case "?": signs.append(.any)
            case "[":
                guard let sign = bracket(&rest) else { return nil }
                signs.append(sign)
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                signs.append(.one(next))
            default: signs.append(.one(scalar))
            }
        }
        return signs
    }

    private static func bracket(_ rest: inout Substring.UnicodeScalarView) -> Sign? {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let first = rest.popFirst() {
            if first == "]" { return ranges.isEmpty ? nil : .of(ranges, isNegated: isNegated) }
            guard first != "-", let low = first == "\\" ? rest.popFirst() : first else { return nil }
            var high = low
            if rest.first == "-" {
                rest.removeFirst()
                guard let last = rest.popFirst(), last != "]", last != "-",
                    let end = last == "\\" ? rest.popFirst() : last
                else { return nil }
                high = end
            }
            guard low <= high else { return nil }
            ranges.append(low...high)
        }
        return nil
    }

    /// Whether a path, by its names from the root on, fits, or a folder above it does.
    func matches(_ names: [String]) -> Bool {
        let starts = isAnchored ? 0...0 : 0...max(0, names.count - 1)
        return starts.contains { matches(names[min($0, names.count)...], parts[...]) }
    }

    private func matches(_ names: ArraySlice<String>, _ parts: ArraySlice<Part>) -> Bool {
        guard let part = parts.first else { return true }
        switch part {
        case .folders: return (names.startIndex...names.endIndex).contains { matches(names[$0...], parts.dropFirst()) }
        case .name(let signs):
            guard let name = names.first, NamePattern.fits(Array(name.unicodeScalars), signs) else { return false }
            return matches(names.dropFirst(), parts.dropFirst())
        }
    }

    /// In steps that are at most the product of both lengths: a name is hostile.
    private static func fits(_ name: [Unicode.Scalar], _ signs: [Sign]) -> Bool {
        var (position, sign) = (0, 0)
        var star: (sign: Int, position: Int)?
        while position < name.count {
            if sign < signs.count, case .some = signs[sign] {
                star = (sign, position)
                sign += 1
            } else if sign < signs.count, fits(name[position], signs[sign]) {
                (position, sign) = (position + 1, sign + 1)
            } else if let last = star {
                star = (last.sign, last.position + 1)
                (position, sign) = (last.position + 1, last.sign + 1)
            } else {
                return false
            }
        }
        return signs[sign...].allSatisfy { if case .some = $0 { true } else { false } }
    }

    private static func fits(_ scalar: Unicode.Scalar, _ sign: Sign) -> Bool {
        switch sign {
        case .one(let wanted): scalar == wanted
        case .any: true
        case .some: false
        case .of(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
        }
    }
}
