import Glibc

extension PacketFilterError {
    /// What nft complained of, as a value: its text, the line it points at, and the error number that the text names.
    ///
    /// Only the text tells: `errno` is often that of something else.
    static func nft(_ complaint: String, call: String, object: String) -> PacketFilterError {
        var lines: [String] = []
        var firstLine: Int?
        for line in complaint.split(whereSeparator: \.isNewline).prefix(mostLines) {
            guard let place = place(in: line) else {
                lines.append(String(line))
                continue
            }
            if firstLine == nil { firstLine = place.line }
            lines.append("line \(place.line): \(place.rest)")
        }
        let message = lines.isEmpty ? "no reason given" : lines.joined(separator: "\n")
        return PacketFilterError(
            code: Code(rawValue: number(in: complaint)), message: message, call: call, object: object, line: firstLine)
    }

    /// nft quotes each rule that it complains of; a hundred thousand of them are of no use.
    private static let mostLines = 60

    /// `/proc/self/fd/7:4:3-9: Error: ...`: the line's number, and what follows the place.
    private static func place(in line: Substring) -> (line: Int, rest: Substring)? {
        guard line.hasPrefix("/proc/self/fd/") else { return nil }
        let parts = line.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let number = Int(parts[1]) else { return nil }
        return (number, parts[3].drop { $0 == " " })
    }

    /// The error number whose words (`strerror`) end the first line; `EINVAL` for nft's own words, a syntax error.
    private static func number(in complaint: String) -> Int32 {
        guard let first = complaint.split(whereSeparator: \.isNewline).first(where: { $0.contains("Error: ") }),
            let start = first.firstRange(of: "Error: ")?.upperBound
        else { return EINVAL }
        let words = first[start...]
        // `Could not process rule: File exists`, `No such file or directory; did you mean ...`.
        let candidates = [words, words.split(separator: ": ").last ?? words].map { $0.prefix { $0 != ";" } }
        return (1...133).first { number in
            let known = String(cString: strerror(number))
            return candidates.contains { $0 == known }
        } ?? EINVAL
    }
}
