/// How well a few letters stand for a longer text, as command palettes judge it.
enum Fuzzy {
    /// The score of `letters` in `text`: higher is better; nil where they do not all stand there in order.
    ///
    /// Letters at the start of a word and side by side count more; a long way between them counts less.
    static func score(_ letters: String, in text: String) -> Int? {
        let wanted = Folding.fold(letters).filter { $0 != 0x20 }
        guard !wanted.isEmpty else { return 0 }
        let hay = Folding.fold(text)
        var best: Int?
        for start in hay.indices where hay[start] == wanted[0] {
            guard let score = score(wanted, in: hay, from: start) else { break }
            best = max(best ?? score, score)
        }
        return best
    }

    private static func score(_ wanted: [UInt8], in hay: [UInt8], from start: Int) -> Int? {
        var place = start
        var score = -min(start, 20)
        var last = -2
        for letter in wanted {
            while place < hay.count, hay[place] != letter { place += 1 }
            guard place < hay.count else { return nil }
            let startsWord = place == 0 || !isWord(hay[place - 1])
            score += 10 + (startsWord ? 20 : 0) + (last == place - 1 ? 15 : 0)
            score -= last < 0 ? 0 : min(10, place - last - 1)
            last = place
            place += 1
        }
        return score
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
