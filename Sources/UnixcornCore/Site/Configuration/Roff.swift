/// How text is written in a manual page.
enum Roff {
    /// Text that roff takes as text: backslashes doubled, no line that begins like a request, one sentence a line,
    /// lines of 78 bytes at most.
    static func text(_ text: String) -> String {
        var lines: [String] = [""]
        for word in text.split(separator: " ") {
            let escaped = word.reduce(into: "") { $0 += $1 == "\\" ? "\\e" : String($1) }
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = escaped
            } else if last.hasSuffix(".") || last.utf8.count + 1 + escaped.utf8.count > 78 {
                lines.append(escaped)
            } else {
                lines[lines.count - 1] += " " + escaped
            }
        }
        return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }.joined(separator: "\n")
    }
}
