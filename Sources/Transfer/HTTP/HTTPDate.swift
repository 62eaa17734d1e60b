import Glibc
public import Text

extension Moment {
    /// Reads a date of HTTP in its three forms (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, and the two old ones.
    public init?(httpDate text: String) {
        let words = text.split { " ,-".contains($0) }.map(String.init)
        // The day of the week stands first everywhere; `asctime` has the year last.
        let parts: [String]? =
            switch words.count {
            case 6 where words[5] == "GMT": [words[1], words[2], words[3], words[4]]
            case 5: [words[2], words[1], words[4], words[3]]
            default: nil
            }
        guard let parts, let day = Int32(parts[0]), (1...31).contains(day),
            let month = Moment.months.firstIndex(of: parts[1]), var year = Int32(parts[2]), (0...9999).contains(year)
        else { return nil }
        let clock = parts[3].split(separator: ":", omittingEmptySubsequences: false).map { Int32($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0..<61).contains(clock[2])
        else { return nil }
        if parts[2].utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
        var fields = tm()
        (fields.tm_year, fields.tm_mon, fields.tm_mday) = (year - 1900, Int32(month), day)
        (fields.tm_hour, fields.tm_min, fields.tm_sec) = (clock[0], clock[1], clock[2])
        self.init(seconds: Int64(timegm(&fields)))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
