import Text

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
