/// Text that can be drawn, logged or printed without any effect on a terminal.
///
/// Made from any string: control characters (C0, DEL, C1), bidirectional marks, zero-width and other invisible
/// characters, line ends, private-use, noncharacters, scalars that are younger than the C library's tables, marks that
/// stand alone or in heaps become visible escapes (`^[` for ESC, `<U+202E>` for the rest). Everything else stays as it
/// was. Cleaning twice gives the same text as cleaning once.
public struct SafeText: Sendable, Hashable, Codable, Comparable {
    /// The cleaned characters. Free of anything that a terminal would obey.
    public let string: String

    /// Cleans `raw`, whatever it holds.
    public init(_ raw: String) {
        string = raw.unicodeScalars.allSatisfy(SafeText.isPlainASCII) ? raw : SafeText.clean(raw)
    }

    /// Takes what is already known to be clean. Only for the parts of this module.
    init(cleaned string: String) {
        self.string = string
    }

    /// Width in terminal cells.
    public var width: Int { string.unicodeScalars.reduce(0) { $0 + cellWidth(of: $1) } }

    /// What stands in each cell, left to right.
    public var cells: CellClusters { CellClusters(string) }

    /// Whether there is nothing to draw.
    public var isEmpty: Bool { string.isEmpty }

    /// Two texts, one after the other.
    public static func + (left: SafeText, right: SafeText) -> SafeText {
        SafeText(left.string + right.string)
    }

    /// Orders by Unicode scalar values, as the standard library orders strings.
    public static func < (left: SafeText, right: SafeText) -> Bool {
        left.string < right.string
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}

extension SafeText: ExpressibleByStringInterpolation, CustomStringConvertible {
    /// A literal is cleaned like any other text, and so is what is interpolated in it.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    public var description: String { string }

    /// The lines of a text of several lines, each one safe. A tab becomes spaces up to the next multiple of eight.
    public static func lines(of raw: String) -> [SafeText] {
        raw.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { SafeText(expandTabs(String($0))) }
    }

    private static func expandTabs(_ line: String) -> String {
        guard line.contains("\t") else { return line }
        var column = 0
        var out = ""
        for character in line {
            if character == "\t" {
                let room = 8 - column % 8
                out += String(repeating: " ", count: room)
                column += room
            } else {
                out.append(character)
                column += cellWidth(of: character)
            }
        }
        return out
    }
}

extension SafeText {
    private static func isPlainASCII(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value < 0x7F
    }

    private static func clean(_ raw: String) -> String {
        var out = String.UnicodeScalarView()
        var marks = 0
        var base: Unicode.Scalar?
        for scalar in raw.unicodeScalars {
            let isMark = scalar.value >= 0x300 && cellWidth(of: scalar) == 0
            marks = isMark ? marks + 1 : 0
            if isDrawable(scalar) && marks <= 2 && (!isMark || accepts(base, scalar)) {
                out.append(scalar)
                if !isMark { base = scalar }
            } else {
                out.append(contentsOf: escape(scalar).unicodeScalars)
                base = nil
            }
        }
        return String(out)
    }

    /// Whether `mark` is drawn over `base`, and is seen there.
    private static func accepts(_ base: Unicode.Scalar?, _ mark: Unicode.Scalar) -> Bool {
        guard let base else { return false }
        guard isConjoiningJamo(mark) else { return base != " " }
        return (0x1100...0x115F).contains(base.value) || (0xA960...0xA97C).contains(base.value)
            || (0xAC00...0xD7A3).contains(base.value)
    }

    /// Unicode 14 is what glibc 2.36 (Debian 12) has widths for.
    private static let youngest = 14

    /// Whether a terminal draws this scalar as itself, and does nothing else.
    private static func isDrawable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .enclosingMark:
            return false
        default:
            // A skin tone is drawn over the emoji before it, or beside it, as the terminal likes: no width to count on.
            return !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isVariationSelector
                && !scalar.properties.isEmojiModifier && (scalar.properties.age?.major ?? .max) <= youngest
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0..<0x20: return "^" + String(Unicode.Scalar(UInt8(scalar.value) + 0x40))
        case 0x7F: return "^?"
        default:
            let hex = String(scalar.value, radix: 16, uppercase: true)
            return "<U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + ">"
        }
    }
}
