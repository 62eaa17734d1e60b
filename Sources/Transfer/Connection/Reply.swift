import Text

/// One whole reply of a server: three digits, and all its lines.
struct Reply: Equatable {
    var code: Int
    var text: String

    var isFailure: Bool { code >= 400 }

    /// What it said, for people: hostile until here.
    var said: SafeText { SafeText("\(code) " + text.split(separator: "\n").joined(separator: " ").prefix(200)) }
}

/// Puts replies together from the lines that libcurl hands over (RFC 959, 4.2).
struct ReplyReader {
    private(set) var replies: [Reply] = []
    /// The open lines of a reply of several lines.
    private var open: Reply?
    /// A server that talks without end is not remembered without end.
    private let mostReplies = 200, mostText = 16_384

    mutating func read(_ line: String) {
        let line = line.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let code = line.utf8.count >= 3 ? Int(line.prefix(3)).flatMap { (100..<700).contains($0) ? $0 : nil } : nil
        let mark = line.dropFirst(3).first ?? " "
        if let current = open {
            let isLast = code == current.code && mark == " "
            let part = isLast ? String(line.dropFirst(4)) : line
            if current.text.utf8.count < mostText { open?.text += "\n" + part }
            if isLast { close() }
        } else if let code, mark == " " || mark == "-" {
            open = Reply(code: code, text: String(line.dropFirst(4)))
            if mark == " " { close() }
        }
    }

    private mutating func close() {
        if let open {
            if replies.count >= mostReplies { replies.removeFirst() }
            replies.append(open)
        }
        open = nil
    }
}
