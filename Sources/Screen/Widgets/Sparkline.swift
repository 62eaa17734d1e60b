public import Text

/// The last values of a figure in one row. nil is a time that nothing is known of.
public struct Sparkline: Sendable, Hashable {
    /// Oldest first.
    public var values: [Double?]
    /// What a full cell stands for; nil takes the largest value.
    public var maximum: Double?
    public var role: Role

    public init(_ values: [Double?], maximum: Double? = nil, role: Role = .graph1) {
        self.values = values
        self.maximum = maximum
        self.role = role
    }

    /// The newest values, at the right end of `width` cells.
    public func text(width: Int, glyphs: GraphGlyphs = .braille) -> SafeText {
        guard width > 0 else { return "" }
        let perCell = glyphs == .braille ? 2 : 1
        let newest = values.suffix(width * perCell)
        let padded = Array(repeating: Double?.none, count: width * perCell - newest.count) + newest
        let top = maximum ?? Sparkline.largest(values)
        let levels = glyphs == .braille ? 4 : 8
        let heights = padded.map { Sparkline.level($0, top, levels) }
        switch glyphs {
        case .braille:
            return SafeText(
                String(stride(from: 0, to: heights.count, by: 2).map { Braille.columns(heights[$0], heights[$0 + 1]) }))
        case .blocks: return SafeText(String(heights.map { Array(" ▁▂▃▄▅▆▇█")[$0] }))
        case .ascii: return SafeText(String(heights.map { Array(" _.-:=+*#")[$0] }))
        }
    }

    /// Draws it over the whole first row of the canvas.
    public func draw(on canvas: inout Canvas, glyphs: GraphGlyphs = .braille, ground: Role? = nil) {
        canvas.put(text(width: canvas.bounds.columns, glyphs: glyphs), at: Point(0, 0), Style(role, on: ground))
    }

    static func largest(_ values: some Sequence<Double?>) -> Double {
        values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    }

    /// How many of `levels` a value fills. What is not zero shows at least one.
    static func level(_ value: Double?, _ top: Double, _ levels: Int) -> Int {
        guard let value, value > 0, top > 0, !value.isNaN else { return 0 }
        return max(1, Int((Gauge.clamp(value / top) * Double(levels)).rounded()))
    }
}

/// Braille patterns: two columns of four points in a cell (Unicode block 2800).
enum Braille {
    /// The bits of the points of the left and the right column, from the lowest up.
    private static let points: [[UInt32]] = [[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]]

    /// A character with the lowest `left` and `right` points.
    static func columns(_ left: Int, _ right: Int) -> Character {
        let bits = points[0].prefix(left).reduce(0, |) | points[1].prefix(right).reduce(0, |)
        return character(bits)
    }

    /// The bit of one point; `height` counts from the foot.
    static func bit(column: Int, height: Int) -> UInt32 { points[column & 1][height & 3] }

    /// The character of these points; a space for none, since fonts differ in how they draw an empty pattern.
    static func character(_ bits: UInt32) -> Character {
        guard bits > 0, let scalar = Unicode.Scalar(0x2800 + bits) else { return " " }
        return Character(scalar)
    }
}
