/// Makes an account of one row of occ.
///
/// Nextcloud (`core/Command/User/ListCommand.php`, `Info.php`): `user_id, display_name, email, enabled, groups, quota,
/// last_seen` (ISO 8601; 1970 or "never": never), `storage.used`. ownCloud (`core/Command/User/ListUsers.php`): `uid,
/// displayName, email, quota, enabled, lastLogin` (seconds; 0: never), no groups.
struct OccAccount {
    let row: OccValue
    /// The key of the map that the row was in.
    let key: String?
    let now: Moment
    private(set) var faults: [AccountFault] = []

    init(_ row: OccValue, key: String?, now: Moment) {
        (self.row, self.key, self.now) = (row, key, now)
    }

    /// - Parameter groups: by account, where the rows do not tell them.
    mutating func account(groups: [String: [String]]?) -> ServiceAccount {
        let id = text("user_id") ?? text("uid") ?? key ?? ""
        var account = ServiceAccount(id: id, login: id)
        if id.isEmpty { faults.append(.unreadable(field: "uid", value: row.glimpse)) }
        account.displayName = text("display_name") ?? text("displayName") ?? ""
        account.mail = text("email")
        if let isEnabled = row["enabled"]?.flag { account.isEnabled = isEnabled } else { refuse("enabled") }
        if let groups {
            account.groups = groups[id] ?? []
        } else if let own = row["groups"]?.listed, case let words = own.compactMap(\.word), words.count == own.count {
            account.groups = words
        } else {
            refuse("groups")
        }
        account.isAdministrator = account.groups.contains("admin")
        if let said = text("quota"), said != "none", said != "default" { account.quota = Units.bytes(said) }
        if let used = row["storage"]?["used"]?.whole, used >= 0 { account.used = UInt64(used) }
        if let at = lastLogin() { account.evidence = [Evidence(.login, at: at, note: "occ")] }
        account.faults = faults
        return account
    }

    private mutating func lastLogin() -> Moment? {
        for field in ["last_seen", "lastLogin"] {
            guard let value = row[field], value != .null, value != .text("never"), value != .text("") else { continue }
            if let seconds = value.whole {
                guard seconds != 0 else { return nil }
                return Moment(seconds: seconds).possible(field, value.glimpse, now: now, &faults)
            }
            guard let text = value.word, let moment = Moment(rfc3339: text) else {
                refuse(field)
                return nil
            }
            guard moment.microseconds != 0 else { return nil }
            return moment.possible(field, value.glimpse, now: now, &faults)
        }
        return nil
    }

    private mutating func text(_ field: String) -> String? {
        guard let value = row[field], value != .null else { return nil }
        guard let text = value.word else {
            refuse(field)
            return nil
        }
        return text.isEmpty ? nil : text
    }

    private mutating func refuse(_ field: String) {
        faults.append(.unreadable(field: field, value: row[field]?.glimpse ?? ""))
    }
}
