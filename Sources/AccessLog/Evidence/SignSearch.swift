import Text

/// Looks for signs of life in a log's lines.
struct SignSearch: LineSink {
    /// Whoever sends names at random must not fill the memory.
    private static let most = 100_000
    private static let longestName = 255

    private(set) var signs: [String: SignsOfLife.Sign] = [:]
    private(set) var isFull = false
    var file: FileTally
    private var parser = LineParser()
    private let rules: EvidenceRules
    /// The first word of each rule that names an account in its path: a line without login and without any is passed over.
    private let words: [[UInt8]]

    init(_ rules: EvidenceRules, now: Moment) {
        self.rules = rules
        file = FileTally(now: now)
        words = rules.rules.filter(\.namesAccount).map { rule in
            for case .word(let word) in rule.pieces { return word }
            return []
        }
        .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    mutating func take(_ raw: Bytes, isEnded: Bool) {
        guard let line = parser.parse(raw) else {
            if isEnded { file.addUnreadable() }
            return
        }
        file.addLine(line.stamp.seconds)
        guard (200..<400).contains(line.status), file.isPlausible(line.stamp.seconds) else { return }
        let hasUser = line.user.count > 0 && !line.user.isDash
        guard hasUser || words.contains(where: { $0.isEmpty || line.request.contains($0) }) else { return }
        search(line, hasUser: hasUser)
    }

    mutating func takeOverlong() { file.addUnreadable() }

    private mutating func search(_ line: LogLine, hasUser: Bool) {
        guard let path = RequestPath.pieces(line.request), !rules.ignored.contains(where: { $0.match(path) != .none })
        else {
            return
        }
        var isNamed = false
        var isUserNoted = !hasUser
        for rule in rules.rules {
            if isNamed && isUserNoted { return }
            switch rule.match(path) {
            case .none: continue
            case .account(let name) where !isNamed:
                isNamed = true
                note(name, rule.note, line.stamp.seconds)
            default: break
            }
            if !isUserNoted {
                isUserNoted = true
                note(line.user.unescaped, rule.note, line.stamp.seconds)
            }
        }
    }

    private mutating func note(_ name: [UInt8], _ note: Phrase, _ seconds: Int64) {
        guard !name.isEmpty, name.count <= SignSearch.longestName else { return }
        let account = String(decoding: name, as: UTF8.self)
        guard account != "-", !rules.nobody.contains(account) else { return }
        let moment = Moment(seconds: seconds)
        if let known = signs[account] {
            if moment > known.moment { signs[account] = SignsOfLife.Sign(moment: moment, note: note) }
        } else if signs.count < SignSearch.most {
            signs[account] = SignsOfLife.Sign(moment: moment, note: note)
        } else {
            isFull = true
        }
    }
}
