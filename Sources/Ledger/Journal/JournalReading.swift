import Digest
import Text

/// What a journal file of ours holds.
struct JournalFile {
    /// An entry as it is written. Which one it follows is known when all files are read.
    struct Written {
        let number: Int
        let content: EntryDraft
        let sealed: Moment
        let seal: Digest256
    }

    var accounts: [Account] = []
    var entries: [Written] = []
}

/// Reads back what `JournalText` wrote, strictly: a line that was not written by it is named and refused.
struct JournalReading {
    let name: SafeText
    private var file = JournalFile()
    private var titles: [String: String] = [:]
    private var line = 0
    private var block: Block?

    private struct Block {
        let date: CivilDate
        let label: String
        let piece: String?
        let line: Int
        var facts: [(name: String, value: String)] = []
        var postings: [Posting] = []

        func value(_ name: String) -> String? { facts.first { $0.name == name }?.value }
    }

    /// - Parameter name: of the file, for messages.
    static func read(_ text: String, name: SafeText) throws(LedgerError) -> JournalFile {
        var reading = JournalReading(name: name)
        guard text.hasPrefix(JournalText.mark + "\n") else {
            throw LedgerError(.malformed, .noJournal(name))
        }
        guard text.hasSuffix("\n") else { throw LedgerError(.malformed, .journalCut(name)) }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { try reading.take(line) }
        try reading.end()
        return reading.file
    }

    private init(name: SafeText) { self.name = name }

    private mutating func take(_ text: Substring) throws(LedgerError) {
        line += 1
        if text.isEmpty { return try end() }
        if block != nil { return try part(text) }
        if text.hasPrefix("; ") || text.hasPrefix("commodity ") || text.hasPrefix("    ; type: ") { return }
        if text.hasPrefix("account ") {
            let title = text.dropFirst("account ".count)
            guard let space = title.firstIndex(of: " ") else { throw malformed(text) }
            let account = try Account(
                number: String(title[..<space]), name: String(title[title.index(after: space)...]))
            titles[account.title] = account.number
            file.accounts.append(account)
            return
        }
        block = try begin(text)
    }

    /// `2026-11-05 * (piece) label`
    private func begin(_ text: Substring) throws(LedgerError) -> Block {
        guard let date = CivilDate(iso8601: String(text.prefix(10))), text.dropFirst(10).hasPrefix(" * ") else {
            throw malformed(text)
        }
        var rest = text.dropFirst(13)
        var piece: String?
        if rest.first == "(", let end = rest.firstIndex(of: ")"), rest[end...].hasPrefix(") ") {
            piece = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[end...].dropFirst(2)
        }
        return Block(date: date, label: String(rest), piece: piece, line: line)
    }

    private mutating func part(_ text: Substring) throws(LedgerError) {
        guard text.hasPrefix("    ") else { throw malformed(text) }
        let rest = text.dropFirst(4)
        if rest.hasPrefix("; ") {
            let tag = rest.dropFirst(2)
            guard let colon = tag.firstIndex(of: ":"), tag[colon...].hasPrefix(": ") else { throw malformed(text) }
            block?.facts.append((String(tag[..<colon]), String(tag[colon...].dropFirst(2))))
            return
        }
        let posting = try posting(rest, text)
        block?.postings.append(posting)
    }

    private func posting(_ rest: Substring, _ text: Substring) throws(LedgerError) -> Posting {
        let words = rest.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 4, let currency = Currency(code: String(words[words.count - 1])),
            words[words.count - 3].isEmpty, let account = titles[words.dropLast(3).joined(separator: " ")],
            let amount = try? Money.reading(String(words[words.count - 2]), currency, mark: .point),
            amount.plain == words[words.count - 2]
        else { throw malformed(text) }
        return Posting(account, amount)
    }

    private mutating func end() throws(LedgerError) {
        guard let block else { return }
        self.block = nil
        guard let number = block.value("id").flatMap({ Int($0) }),
            let journal = block.value("journal").flatMap({ JournalCode(rawValue: $0) }),
            let sealed = block.value("sealed").flatMap({ Int64($0) }), let source = block.value("src"),
            let seal = block.value("hash").flatMap({ Digest256(hex: $0) })
        else { throw LedgerError(.malformed, .journalBlock(name, block.line)) }
        let documents = block.facts.filter { $0.name == "document" }.compactMap { Digest256(hex: $0.value) }
        let draft = EntryDraft(
            block.date, block.label, journal: journal, piece: block.piece, source: source,
            reverses: block.value("reverses").flatMap { Int($0) }, postings: block.postings, documents: documents)
        file.entries.append(
            JournalFile.Written(number: number, content: draft, sealed: Moment(seconds: sealed), seal: seal))
    }

    private func malformed(_ text: Substring) -> LedgerError {
        LedgerError(.malformed, .journalLine(name, line, SafeText(String(text.prefix(60)))))
    }
}
