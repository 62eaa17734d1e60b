import Foundation
import Ledger
import Text

extension Configuration {
    /// `[organization]`: what the site says of itself in public.
    public struct OrganizationDeclaration: Sendable, Equatable {
        /// Where the files will be published, without a slash at the end.
        public var address = ""
        public var name = ""
        public var description = ""
        /// `association`, `informal`, ... of CHATONS.
        public var type = ""
        public var website = ""
        public var logo = ""
        public var contactURL = ""
        public var contactMail = ""
        public var legalURL = ""
        public var guideURL = ""
        public var country = ""
        public var founded: CivilDate?
        public var chatonsSince: CivilDate?

        public init() {}

        /// In the words of CHATONS.
        func fields(_ configuration: Configuration) -> OrganizationFields {
            var made = OrganizationFields(name: name.isEmpty ? configuration.name : name)
            (made.description, made.website, made.logo) = (description, website, logo)
            made.kind = OrganizationFields.Kind(rawValue: type.uppercased())
            (made.contactURL, made.contactEmail, made.legalURL) = (contactURL, contactMail, legalURL)
            (made.userGuide, made.countryCode) = (guideURL, country)
            (made.started, made.chatonsSince) = (founded, chatonsSince)
            if chatonsSince != nil { made.chatonsStatus = .active }
            made.status = .active
            let liberapay = configuration.finances.liberapay
            if !liberapay.isEmpty { made.liberapay = "https://liberapay.com/" + liberapay }
            return made
        }
    }

    /// What is published of a service beside its numbers.
    public struct PublicService: Sendable, Equatable {
        public var name = ""
        public var description = ""
        public var website = ""
        public var registration = ""
        public var software = ""
        public var version = ""
        public var license = ""

        public init() {}
    }
}

extension Configuration.ServiceDeclaration {
    /// Its name in file names: small letters, digits and hyphens.
    var publicKey: String {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(String(letters).prefix(40))
    }

    var publicName: String { published.name.isEmpty ? name : published.name }

    var publicFields: ServiceFields {
        var made = ServiceFields(key: publicKey, name: publicName)
        (made.description, made.website) = (published.description, published.website.isEmpty ? url : published.website)
        made.registration = ServiceFields.Registration(rawValue: published.registration.capitalized)
        (made.softwareName, made.softwareVersion) = (published.software, published.version)
        made.softwareLicense = published.license
        made.statusLevel = "OK"
        return made
    }
}

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

extension ConfigurationKey {
    static let organization = [
        text(
            "address", "https://example.org/.well-known/chatonsinfos",
            "Where the published files will be, without a slash at the end.",
            "Où seront les fichiers publiés, sans barre finale."),
        text("name", "Licorne", "Its public name; empty: the site's.", "Son nom public ; vide : celui du site."),
        text("description", "", "What it is, in a sentence.", "Ce qu’elle est, en une phrase."),
        ConfigurationKey(
            .organization, "type",
            .choice(["", "association", "informal", "cooperative", "microcompany", "company", "individual", "other"]),
            standard: .string(""), example: .string("association"), "What it is in law, as CHATONS says it.",
            "Sa forme, comme le dit CHATONS."),
        text("website", "https://example.org", "Its site.", "Son site."),
        text("logo", "", "The address of its logo.", "L’adresse de son logo."),
        text("contact_url", "", "A page to write to it.", "Une page pour lui écrire."),
        text(
            "contact_mail", "contact@example.org", "Its own address, never a person's.",
            "Sa propre adresse, jamais celle d’une personne."),
        text("legal_url", "", "Its legal notice.", "Ses mentions légales."),
        text("guide_url", "", "Its guide for users.", "Son guide pour les usagers."),
        text("country", "FR", "Its country, two letters.", "Son pays, deux lettres."),
        text("founded", "2024-01-01", "The day it began.", "Le jour où elle a commencé."),
        text(
            "chatons_since", "", "The day it joined CHATONS; empty: it did not.",
            "Le jour de son entrée aux CHATONS ; vide : elle n’y est pas."),
    ]

    private static func text(_ name: String, _ example: String, _ english: String, _ french: String) -> ConfigurationKey
    {
        ConfigurationKey(
            .organization, name, .text(maximum: 500), standard: .string(""), example: .string(example), english, french)
    }

    /// What is published of a service.
    static let publicServices = [
        shown("public_name", "Nuage", "Its public name; empty: the one here.", "Son nom public ; vide : celui d’ici."),
        shown(
            "description", "", "What it is, in a sentence, for the published files.",
            "Ce qu’il est, en une phrase, pour les fichiers publiés."),
        shown("website", "", "Its public address; empty: url.", "Son adresse publique ; vide : url."),
        ConfigurationKey(
            .services, "registration", .choice(["", "none", "free", "member", "client"]), standard: .string(""),
            example: .string("member"), "Who may have an account, as CHATONS says it.",
            "Qui peut avoir un compte, comme le dit CHATONS."),
        shown("software", "Nextcloud", "The program that serves it.", "Le logiciel qui le sert."),
        shown("software_version", "", "Its version.", "Sa version."),
        shown("license", "AGPL-3.0", "Its licence.", "Sa licence."),
    ]

    private static func shown(_ name: String, _ example: String, _ english: String, _ french: String)
        -> ConfigurationKey
    {
        ConfigurationKey(
            .services, name, .text(maximum: 500), standard: .string(""), example: .string(example), english, french)
    }
}

extension Phrase {
    fileprivate static let mustBeDay = Phrase("a day: 2026-11-30", "un jour : 2026-11-30")
}
