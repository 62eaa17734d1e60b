extension Colour {
    /// The number, in the terminal's palette of `depth`, of the colour nearest to this one; nil on `mono`.
    ///
    /// With 256 colours only the fixed ones are used (the cube and the greys): the first sixteen are whatever the
    /// person made of them.
    public func nearest(_ depth: ColourDepth) -> Int? {
        switch depth {
        case .mono: nil
        case .ansi8: nearest(among: Colour.ansi.prefix(8))
        case .ansi16: nearest(among: Colour.ansi[...])
        case .indexed256: nearestIndexed
        }
    }

    private var parts: (red: Int, green: Int, blue: Int) {
        switch self {
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        }
    }

    /// Distance with a weight for how bright the eye sees each part ("redmean").
    private func distance(to other: Colour) -> Int {
        let (mine, theirs) = (parts, other.parts)
        let mean = (mine.red + theirs.red) / 2
        let (red, green, blue) = (mine.red - theirs.red, mine.green - theirs.green, mine.blue - theirs.blue)
        return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
    }

    private func nearest(among colours: ArraySlice<Colour>) -> Int? {
        colours.indices.min { distance(to: colours[$0]) < distance(to: colours[$1]) }
    }

    private var nearestIndexed: Int {
        let (red, green, blue) = parts
        let steps = [red, green, blue].map(Colour.cubeStep)
        let levels = steps.map { UInt8(Colour.cubeLevels[$0]) }
        let cube = Colour.rgb(levels[0], levels[1], levels[2])
        let grey = max(0, min(23, ((red + green + blue) / 3 - 3) / 10))
        let level = UInt8(8 + 10 * grey)
        if distance(to: .rgb(level, level, level)) < distance(to: cube) { return 232 + grey }
        return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
    }

    private static let cubeLevels = [0, 95, 135, 175, 215, 255]

    private static func cubeStep(_ part: Int) -> Int {
        part < 48 ? 0 : part < 115 ? 1 : (part - 35) / 40
    }

    /// The sixteen colours as xterm has them by default.
    private static let ansi: [Colour] = [
        .rgb(0, 0, 0), .rgb(205, 0, 0), .rgb(0, 205, 0), .rgb(205, 205, 0),
        .rgb(0, 0, 238), .rgb(205, 0, 205), .rgb(0, 205, 205), .rgb(229, 229, 229),
        .rgb(127, 127, 127), .rgb(255, 0, 0), .rgb(0, 255, 0), .rgb(255, 255, 0),
        .rgb(92, 92, 255), .rgb(255, 0, 255), .rgb(0, 255, 255), .rgb(255, 255, 255),
    ]
}
