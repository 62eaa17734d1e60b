/// Which columns a file of accounts has, and how a line of it becomes an account.
struct CSVColumns: Sendable {
    enum Column: String, CaseIterable { case id, login, name, mail, created, last_active, enabled, groups, used }

    let places: [Column: Int]
    let count: Int

    /// Nil: the line names neither `id` nor `login`.
    init?(_ header: CSVText.Record?, twice: inout String?) {
        guard let header else { return nil }
        var places: [Column: Int] = [:]
        for (index, field) in header.fields.enumerated() {
            let name = field.text.lowercased().filter { !$0.isWhitespace }
            guard let column = Column(rawValue: name) else { continue }
            if places.updateValue(index, forKey: column) != nil { twice = name }
        }
        guard places[.id] != nil || places[.login] != nil else { return nil }
        self.places = places
        count = header.fields.count
    }

    func text(_ column: Column, _ record: CSVText.Record) -> String? {
        guard let place = places[column], place < record.fields.count else { return nil }
        return record.fields[place].text
    }

    /// What names the account: `id`, else `login`.
    func id(_ record: CSVText.Record) -> String { text(.id, record) ?? text(.login, record) ?? "" }

    func account(_ record: CSVText.Record, now: Moment) -> ServiceAccount {
        let id = id(record)
        var account = ServiceAccount(id: id, login: text(.login, record).flatMap { $0.isEmpty ? nil : $0 } ?? id)
        if record.fields.count != count || id.isEmpty {
            let line = record.fields.map(\.text).joined(separator: " ")
            account.faults.append(.unreadable(field: "line", value: String(line.prefix(60))))
        }
        account.displayName = text(.name, record) ?? ""
        account.mail = text(.mail, record).flatMap { $0.isEmpty ? nil : $0 }
        account.groups = (text(.groups, record) ?? "").split { " |,;".contains($0) }.map(String.init)
        account.isAdministrator = account.groups.contains("admin")
        account.created = moment(.created, record, now, &account.faults)
        if let at = moment(.last_active, record, now, &account.faults) {
            // A day without a time is shown as the day that it is.
            let said = text(.last_active, record) ?? ""
            let note = CivilDate(iso8601: said) == nil ? "last_active" : said
            account.evidence = [Evidence(.login, at: at, note: note)]
        }
        if let said = text(.enabled, record) {
            if let isEnabled = Self.flag(said) {
                account.isEnabled = isEnabled
            } else {
                account.faults.append(.unreadable(field: "enabled", value: String(said.prefix(60))))
            }
        }
        if let said = text(.used, record), !said.isEmpty {
            account.used = Units.bytes(said)
            if account.used == nil {
                account.faults.append(.unreadable(field: "used", value: String(said.prefix(60))))
            }
        }
        return account
    }

    /// Empty: yes.
    static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "", "1", "true", "yes", "y", "oui", "o", "on": true
        case "0", "false", "no", "n", "non", "off": false
        default: nil
        }
    }

    /// The other answer, in the words of the one that is there.
    static func opposite(of text: String, _ isOn: Bool) -> String {
        let pairs = [
            ("1", "0"), ("true", "false"), ("yes", "no"), ("y", "n"), ("oui", "non"), ("o", "n"), ("on", "off"),
        ]
        let known = pairs.first { $0.0 == text.lowercased() || $0.1 == text.lowercased() } ?? ("true", "false")
        return isOn ? known.0 : known.1
    }

    /// RFC 3339, or a day: its end where it ends last on Earth (UTC-12). Empty: none.
    private func moment(_ column: Column, _ record: CSVText.Record, _ now: Moment, _ faults: inout [AccountFault])
        -> Moment?
    {
        guard let text = text(column, record), !text.isEmpty else { return nil }
        if let day = CivilDate(iso8601: text),
            day.start.possible(column.rawValue, text, now: now, &faults) != nil
        {
            return day.endAnywhere
        }
        if text.utf8.count != 10, let moment = Moment(rfc3339: text) {
            return moment.possible(column.rawValue, text, now: now, &faults)
        }
        if !faults.contains(where: { if case .impossibleDate = $0 { true } else { false } }) {
            faults.append(.unreadable(field: column.rawValue, value: String(text.prefix(60))))
        }
        return nil
    }
}
