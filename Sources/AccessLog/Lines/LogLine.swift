/// One line of a log in its parts, as bytes of the reader's buffer.
///
/// The formats: Apache's and nginx's `combined`, `HOST IDENT USER [TIME] "REQUEST" STATUS BYTES "REFERER" "AGENT"`; then
/// two more quoted fields where the server writes them, `DNT` and `Sec-GPC`; before it `VHOST:PORT ` as in Apache's
/// `vhost_combined`.
struct LogLine {
    var vhost = Bytes.none
    var address = Bytes.none
    var user = Bytes.none
    var stamp = LogStamp()
    var request = Bytes.none
    var status = 0
    /// `-` where there is none, or it is cut.
    var agent = Bytes.none
    var dnt = Bytes.none
    var gpc = Bytes.none
    /// Whether address, size, referer and agent are as in `combined`: what a count of visits needs. Evidence does
    /// without: `common` lines, a socket's `unix:` and names for addresses tell who was served all the same.
    var isCombined = false
    /// Whether the agent's closing quote is there.
    var isWhole = false

    /// Whether the visitor asks not to be tracked: `DNT: 1` or `Sec-GPC: 1`.
    var refuses: Bool { dnt.count == 1 && dnt[0] == 49 || gpc.count == 1 && gpc[0] == 49 }
    /// Whether the server writes what visitors ask: both fields.
    var saysRefusal: Bool { dnt.count > 0 && gpc.count > 0 }
}

/// Takes lines apart.
struct LineParser {
    private var stamps = StampReader()

    /// The parts of `raw`; nil where it is no line of an access log.
    mutating func parse(_ raw: Bytes) -> LogLine? {
        // A crash leaves NULs where a file system had made room: before the next line.
        var first = 0
        while first < raw.count, raw[first] == 0 { first += 1 }
        let last = raw.count > first && raw[raw.count - 1] == 13 ? raw.count - 1 : raw.count
        let text = raw.part(first, last)
        var line = LogLine()
        guard let after = LineParser.host(text, into: &line), let quote = time(text, from: after, into: &line),
            let end = text.endOfQuoted(from: quote + 1)
        else { return nil }
        line.request = text.part(quote + 1, end)
        guard let rest = LineParser.status(text, from: end + 1, into: &line) else { return nil }
        LineParser.agent(text, from: rest, into: &line)
        line.isCombined = line.isCombined && first == 0
        return line
    }

    /// The first fields. `isCombined` is set where an address is there.
    ///
    /// - Returns: where the space after the address is.
    private static func host(_ text: Bytes, into line: inout LogLine) -> Int? {
        guard let space = text.position(of: 32, from: 0), space > 0 else { return nil }
        line.address = text.part(0, space)
        line.isCombined = line.address.isAddress
        guard !line.isCombined, let second = text.position(of: 32, from: space + 1) else { return space }
        let address = text.part(space + 1, second)
        guard address.isAddress else { return space }
        (line.vhost, line.address, line.isCombined) = (line.address, address, true)
        return second
    }

    /// User and time. A user's name may have spaces and brackets.
    ///
    /// - Returns: where the request's opening quote is.
    private mutating func time(_ text: Bytes, from after: Int, into line: inout LogLine) -> Int? {
        var from = after
        while let bracket = text.position(of: 91, from: from) {
            let close = bracket + 1 + LogStamp.length
            if close + 2 < text.count, text[close] == 93, text[close + 1] == 32, text[close + 2] == 34,
                let stamp = stamps.read(text, at: bracket + 1)
            {
                line.stamp = stamp
                if let space = text.position(of: 32, from: after + 1), space < bracket {
                    line.user = text.part(space + 1, bracket - 1)
                }
                return close + 2
            }
            from = bracket + 1
        }
        return nil
    }

    /// - Returns: where the space after the status is.
    private static func status(_ text: Bytes, from start: Int, into line: inout LogLine) -> Int? {
        guard start + 4 < text.count, text[start] == 32, text[start + 4] == 32 else { return nil }
        var status = 0
        for index in start + 1...start + 3 {
            guard text[index] >= 48, text[index] <= 57 else { return nil }
            status = status * 10 + Int(text[index]) - 48
        }
        guard (100...599).contains(status) else { return nil }
        line.status = status
        return start + 4
    }

    private static let dash: StaticString = "-"

    /// Size, referer, agent, and what visitors ask.
    private static func agent(_ text: Bytes, from space: Int, into line: inout LogLine) {
        line.agent = Bytes(start: dash.utf8Start, count: 1)
        guard let size = text.position(of: 32, from: space + 1), size + 1 < text.count, text[size + 1] == 34 else {
            line.isCombined = false
            return
        }
        guard let referer = text.endOfQuoted(from: size + 2), let agent = quoted(text, after: referer) else { return }
        line.isWhole = true
        if agent.start < agent.end { line.agent = text.part(agent.start, agent.end) }
        guard let dnt = quoted(text, after: agent.end) else { return }
        line.dnt = text.part(dnt.start, dnt.end)
        guard let gpc = quoted(text, after: dnt.end) else { return }
        line.gpc = text.part(gpc.start, gpc.end)
    }

    /// The next quoted field after the one that ends at `end`.
    private static func quoted(_ text: Bytes, after end: Int) -> (start: Int, end: Int)? {
        guard end + 2 < text.count, text[end + 1] == 32, text[end + 2] == 34,
            let next = text.endOfQuoted(from: end + 3)
        else { return nil }
        return (end + 3, next)
    }
}
