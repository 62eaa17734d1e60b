public import Text

/// What a person typed to see fewer rows: `web` for what holds it, `!web` for what does not, `/^web[0-9]/` for a
/// regular expression (POSIX extended). Capitals and accents make no difference.
public struct Filter: Sendable {
    /// The text as typed.
    public let text: String
    /// What is wrong with it; everything matches then.
    public let problem: Phrase?

    private let isInverse: Bool
    private let pattern: Pattern

    private enum Pattern: Sendable {
        case everything
        case plain([UInt8])
        case expression(Expression)
    }

    public init(_ text: String) {
        self.text = text
        isInverse = text.hasPrefix("!")
        let rest = String(isInverse ? text.dropFirst() : text[...])
        guard rest.hasPrefix("/") else {
            pattern = rest.isEmpty ? .everything : .plain(Folding.fold(rest))
            problem = nil
            return
        }
        var source = String(rest.dropFirst())
        if source.hasSuffix("/") { source.removeLast() }
        do throws(Expression.Refused) {
            pattern = source.isEmpty ? .everything : .expression(try Expression(source))
            problem = nil
        } catch {
            pattern = .everything
            problem = .badExpression(SafeText(source), error.why)
        }
    }

    /// Whether it lets everything through.
    public var isEmpty: Bool { if case .everything = pattern { true } else { false } }

    /// Whether a row with these fields is shown: one that holds it is enough (none may, after `!`).
    public func matches(_ fields: [SafeText]) -> Bool {
        if isEmpty { return true }
        return fields.contains { holds($0.string) } != isInverse
    }

    /// Whether a text is shown.
    public func matches(_ text: SafeText) -> Bool { matches([text]) }

    private func holds(_ text: String) -> Bool {
        switch pattern {
        case .everything: true
        case .plain(let needle): Folding.find(needle, in: Folding.fold(text)) != nil
        case .expression(let expression): expression.firstMatch(in: text) != nil
        }
    }

    /// The cells of `text` that match, for the role `match`. Nothing after `!`.
    public func ranges(in text: SafeText) -> [Range<Int>] {
        guard !isInverse else { return [] }
        switch pattern {
        case .everything: return []
        case .plain(let needle): return plainRanges(needle, in: text.string)
        case .expression(let expression):
            return expressionRanges(expression, in: text.string)
        }
    }

    private func expressionRanges(_ expression: Expression, in text: String) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var rest = text[...]
        var column = 0
        while let match = expression.firstMatch(in: rest, isStart: column == 0), !match.isEmpty {
            let start = rest.utf8.index(rest.startIndex, offsetBy: match.lowerBound)
            let end = rest.utf8.index(rest.startIndex, offsetBy: match.upperBound)
            column += SafeText(String(rest[..<start])).width
            let width = SafeText(String(rest[start..<end])).width
            ranges.append(column..<column + width)
            column += width
            let left = rest[end...]
            // In a locale without UTF-8 a match may end inside a character.
            guard left.utf8.count < rest.utf8.count else { break }
            rest = left
        }
        return ranges
    }

    private func plainRanges(_ needle: [UInt8], in text: String) -> [Range<Int>] {
        var bytes: [UInt8] = []
        // The cell where the character of each byte begins and ends.
        var cells: [Range<Int>] = []
        var column = 0
        for character in text {
            let folded = Folding.fold(character)
            let end = column + cellWidth(of: character)
            bytes += folded
            cells += Array(repeating: column..<end, count: folded.count)
            column = end
        }
        var ranges: [Range<Int>] = []
        var start = 0
        while let place = Folding.find(needle, in: bytes, from: start), place < cells.count {
            ranges.append(cells[place].lowerBound..<cells[place + needle.count - 1].upperBound)
            start = place + needle.count
        }
        return ranges
    }
}

extension Canvas {
    /// Shows what `filter` matches in a text that was put at `point`, `shift` cells of it left out at its start.
    package mutating func highlight(_ filter: Filter, in text: SafeText, at point: Point, shift: Int = 0) {
        for range in filter.ranges(in: text) {
            let start = max(0, range.lowerBound - shift)
            let rect = Rect(point.column + start, point.row, range.upperBound - shift - start, 1)
            restyle(rect) { Style(.match, $0.added, on: $0.ground) }
        }
    }
}
