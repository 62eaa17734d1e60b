import Foundation

/// A file of accounts that somebody keeps by hand or another program writes.
///
/// Columns, in any order, named by the first line: `id` (or `login`), `name`, `mail`, `created`, `last_active`, `enabled`,
/// `groups`, `used`. Others are left alone. What is changed is that account's field or line; every other byte stays.
struct CSVDirectory: Directory {
    let path: String

    var place: String { path }
    var abilities: Set<DirectoryAbility> { [.disable, .delete, .create] }

    func census() async throws(OperationFailure) -> Census {
        let now = Moment.now
        let (text, columns) = try read()
        var accounts = text.records.dropFirst().filter { !$0.isBlank }.map { columns.account($0, now: now) }
        let counts = Dictionary(accounts.map { ($0.id, 1) }, uniquingKeysWith: +)
        for index in accounts.indices where counts[accounts[index].id] != 1 {
            accounts[index].faults.append(.listedTwice)
        }
        return Census(accounts: accounts, sources: columns.places[.last_active] == nil ? [] : [.login], ourTime: now)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        try await census().accounts.first { $0.id == id }
    }

    func losses(_ account: ServiceAccount) async throws(OperationFailure) -> [Loss] {
        account.used.map { [.files(bytes: $0)] } ?? []
    }

    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        let (text, columns) = try read()
        guard let column = columns.places[.enabled] else {
            throw .localDirectory(.cannotThere(SafeText(path), .disableAccounts), .nameColumns)
        }
        let field = try line(of: account, text, columns).fields[column]
        guard CSVColumns.flag(field.text) != isEnabled else { return }
        try replace(field.range, with: text.written(CSVColumns.opposite(of: field.text, isEnabled)), text)
    }

    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        let (text, columns) = try read()
        try replace(try line(of: account, text, columns).range, with: [], text)
    }

    /// A line at the end. A file cannot invite anybody.
    func create(_ draft: AccountDraft) async throws(OperationFailure) {
        let (text, columns) = try read()
        guard !text.records.dropFirst().contains(where: { columns.id($0) == draft.login }) else {
            throw .localDirectory(.knownAlready(SafeText(path), SafeText(draft.login)))
        }
        let known: [CSVColumns.Column: String] = [
            .id: draft.login, .login: draft.login, .name: draft.displayName, .mail: draft.mail, .enabled: "true",
            .created: Moment.now.iso8601,
        ]
        var fields = [[UInt8]](repeating: [], count: columns.count)
        for (column, place) in columns.places { fields[place] = text.written(known[column] ?? "") }
        let line = fields.joined(separator: [text.separator]) + text.lineEnd
        let end = text.bytes.count
        try replace(end..<end, with: (text.bytes.last == UInt8(ascii: "\n") ? [] : text.lineEnd) + line, text)
    }

    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        throw .localDirectory(.cannotThere(SafeText(path), .setPasswords))
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        throw .localDirectory(.cannotThere(SafeText(path), .setQuotas))
    }
}

extension CSVDirectory {
    private func read() throws(OperationFailure) -> (CSVText, CSVColumns) {
        let bytes = try WholeFile.needed(path)
        let text: CSVText
        do throws(CSVText.Fault) { text = try CSVText(bytes) } catch {
            switch error {
            case .notUTF8(let line): throw .localDirectory(.notUTF8(SafeText(path), line), .saveAsUTF8)
            case .openQuote(let line): throw .localDirectory(.openQuote(SafeText(path), line))
            }
        }
        var twice: String?
        guard let columns = CSVColumns(text.records.first, twice: &twice) else {
            throw .localDirectory(.noHeader(SafeText(path)), .nameColumns)
        }
        if let twice { throw .localDirectory(.columnTwice(SafeText(path), SafeText(twice))) }
        return (text, columns)
    }

    /// The one whole line of the account.
    private func line(of account: ServiceAccount, _ text: CSVText, _ columns: CSVColumns) throws(OperationFailure)
        -> CSVText.Record
    {
        let found = text.records.dropFirst().filter { columns.id($0) == account.id }
        guard let line = found.first, found.count == 1, line.fields.count == columns.count else {
            throw .localDirectory(.changedMeanwhile(SafeText(path), SafeText(account.id)), .readThatAgain)
        }
        return line
    }

    /// Where the file is a link, what it leads to is replaced.
    private func replace(_ range: Range<Int>, with new: [UInt8], _ text: CSVText) throws(OperationFailure) {
        var bytes = text.bytes
        bytes.replaceSubrange(range, with: new)
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        do { try ReplacedFile.write(bytes, to: target, likeOld: true) } catch {
            throw .localDirectory(.fileNotReplaced(SafeText(path), SafeText(TOMLDocument.reason(of: error))))
        }
    }
}
