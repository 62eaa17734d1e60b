/// The words of one line of iptables-save(8): quoted where they hold more than letters, digits, `-` and `_`, with a
/// backslash before a quotation mark, an apostrophe and a backslash inside.
enum SaveWords {
    /// Nil where a quotation does not end.
    static func words(_ line: some StringProtocol) -> [String]? {
        var words: [String] = []
        var word: [UInt8] = []
        var isWord = false
        var isQuoted = false
        var isEscaped = false
        for byte in line.utf8 {
            if isEscaped {
                word.append(byte)
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
                isWord = true
            } else if !isQuoted, byte == 0x20 || byte == 0x09 || byte == 0x0d {
                if isWord { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
                isWord = false
            } else {
                word.append(byte)
                isWord = true
            }
        }
        if isWord { words.append(String(decoding: word, as: UTF8.self)) }
        return isQuoted ? nil : words
    }
}
