import JSON

/// Reads one user of OCS. Nextcloud and ownCloud have the same names for different things.
struct OCSAccount {
    var account: ServiceAccount
    /// Whether it says when its person came in last, or that nobody ever did.
    var tellsLogin = false
    /// Whether its groups came with it.
    var tellsGroups = false

    /// - Parameters:
    ///   - key: under which name it was listed, or asked for.
    ///   - isAsked: that name was in the call's path, so that it is the account's whatever the answer says.
    init(_ value: JSONValue, key: String?, isAsked: Bool, isNextcloud: Bool, now: Moment) {
        var fields = AccountFields(value, now: now)
        let said = fields.text("id")
        let id = (isAsked ? key : said ?? key) ?? ""
        account = ServiceAccount(id: id, login: id)
        if let said, let key, said.lowercased() != key.lowercased() { fields.refuse("id", value["id"]) }
        if id.isEmpty { fields.refuse("id", value["id"]) }
        guard let members = value.members, members.contains(where: { $0.name != "id" }) else {
            account.faults = fields.faults + [.notAccessible]
            return
        }
        account.displayName = fields.text("displayname") ?? fields.text("display-name") ?? id
        account.mail = fields.text("email")
        account.isEnabled = fields.flag("enabled") ?? true
        readLogin(&fields, isNextcloud)
        readGroups(&fields)
        readQuota(&fields)
        account.faults = fields.faults
    }

    /// One that is listed and cannot be looked at.
    init(gone id: String) {
        account = ServiceAccount(id: id, login: id)
        account.faults = [.notAccessible]
    }

    /// - Parameter administers: a group of its own.
    mutating func setGroups(_ groups: [String], administers: Bool) {
        account.groups = groups
        account.isAdministrator = groups.contains("admin") || administers
        tellsGroups = true
    }

    /// Nextcloud: `lastLogin` in milliseconds, and lately `lastLoginTimestamp` in seconds. ownCloud since 10.9: `last_login`
    /// in seconds. 0 is never.
    private mutating func readLogin(_ fields: inout AccountFields, _ isNextcloud: Bool) {
        let names = isNextcloud ? ["lastLogin", "lastLoginTimestamp"] : ["last_login"]
        tellsLogin = names.contains { fields.value($0) != nil }
        let moments = names.compactMap { fields.epoch($0, perSecond: $0 == "lastLogin" ? 1000 : 1) }
        account.evidence = moments.max().map { [Evidence(.login, at: $0)] } ?? []
    }

    private mutating func readGroups(_ fields: inout AccountFields) {
        guard fields.value("groups") != nil else { return }
        let subadmin = fields.texts("subadmin") ?? []
        setGroups(fields.texts("groups") ?? [], administers: !subadmin.isEmpty)
    }

    /// Absent, and `[]` where the storage could not be asked: not told.
    private mutating func readQuota(_ fields: inout AccountFields) {
        guard let quota = fields.value("quota"), quota.members != nil else { return }
        account.used = (quota["used"]?.whole).flatMap { UInt64(exactly: $0) }
        let limit = quota["quota"] ?? quota["definition"] ?? .null
        if let bytes = limit.whole {
            // -3: without a limit; -2, -1: not known.
            account.quota = bytes < 0 ? nil : UInt64(bytes)
        } else if let text = limit.string, !["none", "default", ""].contains(text) {
            account.quota = OCSAccount.bytes(text)
            if account.quota == nil { fields.refuse("quota", limit) }
        } else if limit.string == nil, !limit.isNull {
            fields.refuse("quota", limit)
        }
    }

    /// `5 GB`, as ownCloud keeps what an administrator typed: powers of 1024.
    static func bytes(_ text: String) -> UInt64? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).filter { $0 != " " }.uppercased()
        let units = ["B": 0, "KB": 10, "MB": 20, "GB": 30, "TB": 40, "PB": 50, "K": 10, "M": 20, "G": 30, "T": 40]
        guard let shift = units[unit], let value = Double(number) else { return nil }
        return UInt64(exactly: (value * Double(UInt64(1) << UInt64(shift))).rounded())
    }
}
