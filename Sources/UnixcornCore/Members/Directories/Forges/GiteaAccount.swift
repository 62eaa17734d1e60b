import JSON

/// Reads one user of Gitea's or Forgejo's API (`modules/structs/user.go` of go-gitea/gitea), as an administrator is told.
struct GiteaAccount {
    var account: ServiceAccount
    /// Where it logs in: what its next change must repeat.
    let sourceID: Int
    let loginName: String
    let tellsLogin: Bool

    /// Nil for anything without a login.
    init?(_ value: JSONValue, now: Moment) {
        guard let login = value["login"]?.word ?? value["username"]?.word, !login.isEmpty else { return nil }
        var fields = AccountFields(value, now: now)
        // Its calls name accounts by their login, the number is for programs alone.
        account = ServiceAccount(id: login, login: login)
        account.displayName = fields.text("full_name") ?? login
        account.mail = fields.text("email")
        account.created = fields.instant("created")
        account.isAdministrator = fields.flag("is_admin") ?? false
        let isActive = fields.flag("active") ?? true
        account.isEnabled = isActive && !(fields.flag("prohibit_login") ?? false)
        tellsLogin = fields.value("last_login") != nil
        account.evidence = fields.instant("last_login").map { [Evidence(.login, at: $0)] } ?? []
        account.faults = fields.faults
        sourceID = value["source_id"]?.number ?? 0
        let name = value["login_name"]?.string ?? ""
        loginName = name.isEmpty ? login : name
    }
}
