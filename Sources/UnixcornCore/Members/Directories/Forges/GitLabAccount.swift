import JSON

/// Reads one user of GitLab's API (`doc/api/users.md` of gitlabhq/gitlabhq), as an administrator is told of it.
struct GitLabAccount {
    var account: ServiceAccount
    /// `active`, `blocked`, ...
    let state: String
    /// Whether the answer has what only administrators are told.
    let tellsActivity: Bool

    /// Nil for anything without a number and a login.
    init?(_ value: JSONValue, now: Moment) {
        guard let id = value["id"]?.word, let login = value["username"]?.string, !login.isEmpty else { return nil }
        var fields = AccountFields(value, now: now)
        account = ServiceAccount(id: id, login: login)
        account.displayName = fields.text("name") ?? login
        account.mail = fields.text("email")
        account.created = fields.instant("created_at")
        state = fields.text("state") ?? ""
        account.isEnabled = state == "active"
        if !GitLabAccount.states.contains(state) { fields.refuse("state", value["state"]) }
        let told = value.members?.map(\.name) ?? []
        tellsActivity = told.contains("last_activity_on") && told.contains("last_sign_in_at")
        let logins = [fields.instant("last_sign_in_at"), fields.instant("current_sign_in_at")].compactMap { $0 }
        account.evidence = logins.max().map { [Evidence(.login, at: $0)] } ?? []
        if let day = fields.day("last_activity_on") {
            account.evidence.append(Evidence(.activity, at: day, note: value["last_activity_on"]?.string ?? ""))
        }
        account.isAdministrator = told.contains("is_admin") ? fields.flag("is_admin") ?? false : false
        if GitLabAccount.isRobot(value, login) {
            account.groups = ["bot"]
            // Nobody is behind it: it is never judged as a person.
            account.isAdministrator = true
        }
        account.faults = fields.faults
    }

    static let states: Set = [
        "active", "blocked", "ldap_blocked", "blocked_pending_approval", "banned", "deactivated",
    ]

    /// Bots, service accounts and the ghost that keeps what deleted users wrote. Older versions tell them by name alone.
    private static func isRobot(_ value: JSONValue, _ login: String) -> Bool {
        if value["bot"] == .bool(true) { return true }
        if let type = value["user_type"]?.string, type != "human" { return true }
        let name = login.lowercased()
        let isOfProject = ["project_", "group_"].contains { name.hasPrefix($0) } && name.contains("_bot")
        return isOfProject || name.hasPrefix("service_account_") || robots.contains(name)
    }

    private static let robots: Set = [
        "ghost", "ghost1", "alert-bot", "support-bot", "security-bot", "gitlab-security-bot", "migration-bot",
        "automation-bot", "gitlab-admin-bot", "visual-review-bot", "duo-code-review-bot", "gitlabduo",
        "security-policy-bot", "gitlab-suggested-reviewers-bot",
    ]
}
