import Text

extension ConfigurationCheck {
    mutating func organization() -> Configuration.OrganizationDeclaration {
        var made = Configuration.OrganizationDeclaration()
        func text(_ key: String) -> String { values[TOMLPath("organization", key)]?.string ?? "" }
        (made.address, made.name, made.description) = (text("address"), text("name"), text("description"))
        (made.type, made.website, made.logo) = (text("type"), text("website"), text("logo"))
        (made.contactURL, made.contactMail) = (text("contact_url"), text("contact_mail"))
        (made.legalURL, made.guideURL, made.country) = (text("legal_url"), text("guide_url"), text("country"))
        made.founded = day("founded")
        made.chatonsSince = day("chatons_since")
        return made
    }

    private mutating func day(_ key: String) -> CivilDate? {
        let path = TOMLPath("organization", key)
        guard let text = values[path]?.string, !text.isEmpty else { return nil }
        guard let day = CivilDate(iso8601: text) else {
            report(path, .notAllowed(SafeText(TOMLText.literal(text)), allowed: .mustBeDay))
            return nil
        }
        return day
    }

    func published(_ path: TOMLPath) -> Configuration.PublicService {
        var made = Configuration.PublicService()
        func text(_ key: String) -> String { values[path.key(key)]?.string ?? "" }
        (made.name, made.description, made.website) = (text("public_name"), text("description"), text("website"))
        (made.registration, made.software) = (text("registration"), text("software"))
        (made.version, made.license) = (text("software_version"), text("license"))
        return made
    }
}

extension Phrase {
    fileprivate static let mustBeDay = Phrase("a day: 2026-11-30", "un jour : 2026-11-30")
}
