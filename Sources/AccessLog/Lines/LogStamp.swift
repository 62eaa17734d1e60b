/// The time of a line, `29/Nov/2026:21:02:38 +0100`: the day as written, and the moment.
struct LogStamp {
    /// The day as written.
    var day = LogDay(number: 0)
    /// Seconds since 1970-01-01T00:00:00Z.
    var seconds: Int64 = 0
    /// Seconds that the written zone is east of Greenwich.
    var offset: Int64 = 0
    /// Bytes of such a text.
    static let length = 26
}

/// Reads times. Lines that follow each other have the same day, so that the last one is kept.
struct StampReader {
    private var text: (UInt64, UInt32) = (0, 0)
    private var day = LogDay(number: 0)

    /// Reads the 26 bytes at `start`; nil where they are no time.
    mutating func read(_ line: Bytes, at start: Int) -> LogStamp? {
        guard start >= 0, start + LogStamp.length <= line.count else { return nil }
        let raw = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(line)[start..<start + LogStamp.length])
        // Bytes 0 to 7, and 7 to 10: all eleven of the date.
        let text = (raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 7, as: UInt32.self))
        if text != self.text {
            guard let day = StampReader.day(raw) else { return nil }
            (self.text, self.day) = (text, day)
        }
        guard raw[11] == 58, raw[14] == 58, raw[17] == 58, raw[20] == 32, raw[21] == 43 || raw[21] == 45,
            let hour = StampReader.two(raw, 12), let minute = StampReader.two(raw, 15),
            let second = StampReader.two(raw, 18), let east = StampReader.two(raw, 22),
            let further = StampReader.two(raw, 24), hour < 24, minute < 60, second < 62, east < 24, further < 60
        else { return nil }
        let offset = Int64(east * 3600 + further * 60) * (raw[21] == 45 ? -1 : 1)
        let local = Int64(day.number) * 86400 + Int64(hour * 3600 + minute * 60 + second)
        return LogStamp(day: day, seconds: local - offset, offset: offset)
    }

    @inline(__always)
    private static func two(_ raw: UnsafeRawBufferPointer, _ at: Int) -> Int? {
        let (tens, ones) = (Int(raw[at]) - 48, Int(raw[at + 1]) - 48)
        guard tens >= 0, tens <= 9, ones >= 0, ones <= 9 else { return nil }
        return tens * 10 + ones
    }

    private static let months: [[UInt8]] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }

    private static func day(_ raw: UnsafeRawBufferPointer) -> LogDay? {
        guard raw[2] == 47, raw[6] == 47, let day = two(raw, 0), let century = two(raw, 7), let year = two(raw, 9),
            let month = months.firstIndex(of: raw[3..<6].map { $0 | 0x20 })
        else { return nil }
        return LogDay(year: century * 100 + year, month: month + 1, day: day)
    }
}
