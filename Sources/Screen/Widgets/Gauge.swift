public import Text

/// A bar that shows a share, with text inside.
public struct Gauge: Sendable, Hashable {
    /// 0 to 1; what is beyond, or not a number, is cut.
    public var share: Double
    public var text: SafeText
    /// `gauge`, or `warning` and `critical` where the share is a concern.
    public var role: Role

    public init(_ share: Double, _ text: SafeText = "", role: Role = .gauge) {
        self.share = Gauge.clamp(share)
        self.text = text
        self.role = role
    }

    static func clamp(_ share: Double) -> Double { share.isNaN ? 0 : max(0, min(1, share)) }

    /// Draws it on the first row of the canvas. In ASCII it is `[####  45 %  ]`.
    public func draw(on canvas: inout Canvas, glyphs: Glyphs = .full) {
        let room = canvas.bounds.columns
        guard room > 0, canvas.bounds.rows > 0 else { return }
        if glyphs.isASCII { return drawASCII(on: &canvas, room) }
        let filled = Int((share * Double(room)).rounded())
        canvas.fill(Rect(0, 0, room, 1), Style(.gaugeRest))
        canvas.put(text, at: Point(max(0, (room - text.width) / 2), 0), Style(.gaugeRest))
        canvas.restyle(Rect(0, 0, filled, 1)) { _ in role == .gauge ? Style(.gauge) : Style(role, .reverse) }
    }

    private func drawASCII(on canvas: inout Canvas, _ room: Int) {
        canvas.put("[", at: Point(0, 0), Style(.dim))
        canvas.fill(Rect(1, 0, Int((share * Double(max(0, room - 2))).rounded()), 1), Style(role), with: "#")
        if room > 1 { canvas.put("]", at: Point(room - 1, 0), Style(.dim)) }
        guard !text.isEmpty, text.width + 4 <= room else { return }
        canvas.put(" " + text + " ", at: Point((room - text.width - 2) / 2, 0), Style(.text))
    }

    /// A bar as text of `width` cells, for a table: eighths of blocks, or `#` and `.`.
    public static func bar(_ share: Double, width: Int, glyphs: Glyphs = .full) -> SafeText {
        let width = max(0, width)
        let eighths = Int((clamp(share) * Double(width * 8)).rounded())
        if glyphs.isASCII {
            let full = (eighths + 4) / 8
            return SafeText(String(repeating: "#", count: full) + String(repeating: ".", count: width - full))
        }
        var bar = String(repeating: "█", count: eighths / 8)
        if eighths % 8 > 0 { bar.append(Array(" ▏▎▍▌▋▊▉")[eighths % 8]) }
        return SafeText(bar + String(repeating: " ", count: width - (eighths + 7) / 8))
    }
}
