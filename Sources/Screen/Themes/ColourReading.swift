extension Colour {
    /// The colour that `#rrggbb` writes; nil for anything else.
    public init?(hex: String) {
        let digits = hex.utf8.dropFirst()
        guard hex.utf8.first == UInt8(ascii: "#"), digits.count == 6, hex.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(hex.dropFirst(), radix: 16)
        else { return nil }
        self = .rgb(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    /// The saturation (0 to 1) and hue (degrees, red is 0), as HSV has them.
    var tint: (saturation: Double, hue: Double) {
        guard case .rgb(let red, let green, let blue) = self else { return (0, 0) }
        let (r, g, b) = (Double(red), Double(green), Double(blue))
        let most = max(r, g, b)
        let spread = most - min(r, g, b)
        guard spread > 0 else { return (0, 0) }
        let sector = most == r ? (g - b) / spread : most == g ? 2 + (b - r) / spread : 4 + (r - g) / spread
        return (spread / most, (sector * 60 + 360).truncatingRemainder(dividingBy: 360))
    }

    /// The one of the six colours of a plain terminal that has this colour's hue; nil for what is nearly grey.
    ///
    /// Distance alone would turn every pastel of a theme into white.
    var plainHue: Colour? {
        let (saturation, hue) = tint
        guard saturation > 0.22 else { return nil }
        let six: [Colour] = [
            .rgb(205, 0, 0), .rgb(205, 205, 0), .rgb(0, 205, 0), .rgb(0, 205, 205), .rgb(0, 0, 238), .rgb(205, 0, 205),
        ]
        switch hue {
        case ..<30, 335...: return six[0]
        case ..<75: return six[1]
        case ..<165: return six[2]
        case ..<205: return six[3]
        case ..<250: return six[4]
        default: return six[5]
        }
    }
}
