import Text

extension ConfigurationCheck {
    func members() -> Configuration.MembersDeclaration {
        var made = Configuration.MembersDeclaration()
        func number(_ name: String, _ standard: Int) -> Int { values[TOMLPath("members", name)]?.int ?? standard }
        made.cap = number("cap", made.cap)
        made.capPercent = number("cap_percent", made.capPercent)
        made.dropPercent = number("drop_percent", made.dropPercent)
        made.clockSkew = number("clock_skew", made.clockSkew)
        made.mail = text("members", "mail") ?? made.mail
        made.sender = text("members", "sender") ?? ""
        made.sendmail = text("members", "sendmail").flatMap { $0.isEmpty ? nil : $0 } ?? made.sendmail
        return made
    }

    /// A service that cannot be asked is one more problem.
    mutating func service(_ name: String) -> Configuration.ServiceDeclaration? {
        let path = TOMLPath("services", name)
        func text(_ key: String) -> String { values[path.key(key)]?.string ?? "" }
        func number(_ key: String, _ standard: Int) -> Int { values[path.key(key)]?.int ?? standard }
        func words(_ key: String) -> [String] { text(key).split { " ,".contains($0) }.map(String.init) }
        guard let kind = Configuration.ServiceDeclaration.Kind(rawValue: text("type")) else { return nil }
        var made = Configuration.ServiceDeclaration(name: name, kind: kind)
        (made.url, made.login, made.passwordFile) = (text("url"), text("login"), text("password_file"))
        (made.caFile, made.tlsPin, made.file) = (text("ca_file"), text("tls_pin"), text("file"))
        (made.guest, made.ssh, made.accessLog) = (text("guest"), text("ssh"), text("access_log"))
        made.healthURL = text("health_url")
        if !made.isHealthAddressGood {
            report(
                path.key("health_url"),
                .notAllowed(SafeText(TOMLText.literal(made.healthURL)), allowed: .mustBeWebAddress))
        }
        if !text("occ").isEmpty { made.occ = text("occ") }
        made.published = published(path)
        made.firstUID = number("first_uid", made.firstUID)
        made.months = number("months", made.months)
        made.neverMonths = number("never_months", made.months)
        made.warnDays = number("warn_days", 0)
        made.disableDays = number("disable_days", 0)
        made.maxAge = number("max_age", made.maxAge)
        made.exemptGroups = Set(words("exempt_groups"))
        let declared = MemberSync.sources(made)
        made.required = declared
        made.takesLoginAlone = values[path.key("required")] != nil || kind == .unix || kind == .csv
        if let value = values[path.key("required")]?.string {
            let named = value.split { " ,".contains($0) }.map(String.init)
            made.required = Set(named.compactMap(EvidenceSource.init(rawValue:)))
            if made.required.count != named.count || !made.required.isSubset(of: declared) {
                report(
                    path.key("required"),
                    .notAllowed(SafeText(TOMLText.literal(value)), allowed: .mustBeSources(declared.sorted())))
            }
        }
        if let missing = made.missingKey { report(path.key(missing), .keyMissing) }
        return made
    }
}
