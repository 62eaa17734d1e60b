/// The points of a chart, gathered in cells.
struct PlotGrid {
    private let size: Size
    private let glyphs: GraphGlyphs
    /// How many levels each series reaches in each sample column.
    private let heights: [[Int?]]
    private let perCell: Int
    private let levels: Int

    init(_ size: Size, _ series: [Chart.Series], _ top: Double, _ glyphs: GraphGlyphs) {
        self.size = size
        self.glyphs = glyphs
        perCell = glyphs == .braille ? 2 : 1
        levels = glyphs == .braille ? 4 : glyphs == .blocks ? 8 : 1
        let (columns, steps) = (size.columns * perCell, size.rows * levels)
        heights = series.map { series in
            let newest = series.values.suffix(columns)
            let missing = [Int?](repeating: nil, count: columns - newest.count)
            return missing + newest.map { value in value.map { Sparkline.level($0, top, steps) } }
        }
    }

    /// The character of a cell and the series whose colour it has; nil where it is empty.
    subscript(column: Int, row: Int) -> (Character, Int)? {
        let floor = (size.rows - 1 - row) * levels
        // The later series lies over the earlier ones.
        for index in heights.indices.reversed() {
            guard let own = character(index, column, floor) else { continue }
            return (own, index)
        }
        return nil
    }

    private func character(_ index: Int, _ column: Int, _ floor: Int) -> Character? {
        switch glyphs {
        case .braille:
            guard bits(index, column, floor) != 0 else { return nil }
            // The area shows through the line that lies over it.
            return Braille.character((0...index).reduce(0) { $0 | bits($1, column, floor) })
        case .blocks:
            let level = max(0, min(levels, (heights[index][column] ?? 0) - floor))
            guard level > 0 else { return nil }
            if index == 0 { return Array(" ▁▂▃▄▅▆▇█")[level] }
            return (heights[index][column] ?? 0) - floor <= levels ? "━" : nil
        case .ascii:
            let height = (heights[index][column] ?? 0) - floor
            guard height > 0, index == 0 || height == 1 else { return nil }
            return index == 0 ? "#" : "o"
        }
    }

    private func bits(_ index: Int, _ column: Int, _ floor: Int) -> UInt32 {
        var bits: UInt32 = 0
        for side in 0..<2 {
            let sample = column * 2 + side
            guard let height = heights[index][sample], height > 0 else { continue }
            for step in 0..<4 where isSet(index, sample, height, floor + step) {
                bits |= Braille.bit(column: side, height: step)
            }
        }
        return bits
    }

    /// Whether a point is part of the area, or of the line with its way up or down from the sample before.
    private func isSet(_ index: Int, _ sample: Int, _ height: Int, _ step: Int) -> Bool {
        if index == 0 { return step < height }
        let before = sample > 0 ? heights[index][sample - 1] ?? height : height
        let low = min(height, before < height ? before + 1 : height)
        let high = max(height, before > height ? before - 1 : height)
        return step + 1 >= low && step + 1 <= high
    }
}
