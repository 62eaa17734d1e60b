/// Figures as people read them. Sizes are bytes and binary units; rates are bytes a second.
public enum Units {
    /// A size with its unit, at most four digits: `512 B`, `1.5 GiB`, `20 GiB` when it is exactly that. French writes a
    /// comma and `Gio`.
    public static func size(_ bytes: UInt64, _ language: Language = .english) -> String {
        let letters = ["", "K", "M", "G", "T", "P", "E"]
        var value = Double(bytes)
        var step = 0
        while value >= 1023.95, step < letters.count - 1 {
            value /= 1024
            step += 1
        }
        let byte = language == .french ? "o" : "B"
        let unit = step == 0 ? byte : letters[step] + "i" + byte
        let isFractional = step > 0 && value < 99.95 && value != value.rounded()
        return number(value, decimals: isFractional ? 1 : 0, language) + " " + unit
    }

    /// A size as a person may change it in a field, exact: in the largest unit that it is a whole number of. `1280 MiB`.
    public static func exactSize(_ bytes: UInt64, _ language: Language = .english) -> String {
        let letters = ["", "K", "M", "G", "T", "P", "E"]
        var (value, step) = (bytes, 0)
        while value >= 1024, value % 1024 == 0, step < letters.count - 1 {
            value /= 1024
            step += 1
        }
        let byte = language == .french ? "o" : "B"
        return "\(value) " + (step == 0 ? byte : letters[step] + "i" + byte)
    }

    /// A rate with its unit: `1.5 MiB/s`.
    public static func rate(_ bytesPerSecond: Double, _ language: Language = .english) -> String {
        size(UInt64(max(0, min(bytesPerSecond.isFinite ? bytesPerSecond : 0, 1e18))), language) + "/s"
    }

    /// A share of one as a percentage: `0.123` is `12 %`.
    public static func percent(_ share: Double) -> String {
        "\(Int((max(0, min(share.isFinite ? share : 0, 99.99)) * 100).rounded())) %"
    }

    /// A duration, its two largest units: `42 s`, `3 min`, `2 h 5 min`, `12 d 4 h`. French writes `12 j 4 h`.
    public static func duration(_ seconds: Double, _ language: Language = .english) -> String {
        let total = Int(max(0, min(seconds.isFinite ? seconds : 0, 1e12)))
        let day = language == .french ? "j" : "d"
        switch total {
        case ..<60: return "\(total) s"
        case ..<3600: return "\(total / 60) min"
        case ..<86400:
            let minutes = total % 3600 / 60
            return minutes == 0 ? "\(total / 3600) h" : "\(total / 3600) h \(minutes) min"
        default:
            let hours = total % 86400 / 3600
            return hours == 0 ? "\(total / 86400) \(day)" : "\(total / 86400) \(day) \(hours) h"
        }
    }

    /// A number with the language's decimal mark. `-` for what is not a number.
    public static func number(_ value: Double, decimals: Int, _ language: Language) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        guard !value.isNaN else { return "-" }
        let scaled = Int64(max(-9e18, min(9e18, value * scale)).rounded())
        guard decimals > 0 else { return String(scaled) }
        let digits = String(abs(scaled) % Int64(scale))
        let padded = String(repeating: "0", count: decimals - digits.count) + digits
        return (scaled < 0 ? "-" : "") + "\(abs(scaled) / Int64(scale))" + (language == .french ? "," : ".") + padded
    }
}
