public import Text

/// What a site says about one of its services (CHATONS: `service.*`, `software.*`, `host.*`). Empty ones are left out.
public struct ServiceFields: Sendable, Hashable, Codable {
    /// Who may have an account.
    public enum Registration: String, Sendable, Codable, CaseIterable {
        case none = "None"
        case free = "Free"
        case member = "Member"
        case client = "Client"
    }
    /// Whether there is room for new accounts.
    public enum Load: String, Sendable, Codable, CaseIterable {
        case open = "OPEN"
        case full = "FULL"
    }

    /// Small letters, digits and hyphens, at most 40: `cloud` makes `cloud.properties`.
    public var key: String
    public var name = ""
    public var description = ""
    public var website = ""
    public var logo = ""
    public var legalURL = ""
    public var contactURL = ""
    /// The site's own, never a person's.
    public var contactEmail = ""
    public var userGuide = ""
    public var technicalGuide = ""
    public var started: CivilDate?
    /// `OK`; the other levels of the protocol are not known here.
    public var statusLevel = ""
    public var registration: Registration?
    public var load: Load?
    /// `DISTRIBUTION`, `PROVIDER`, ...
    public var installType = ""
    public var softwareName = ""
    public var softwareVersion = ""
    public var softwareWebsite = ""
    public var softwareLicense = ""
    public var softwareSource = ""
    public var hostName = ""
    /// `HOME`, `HOSTEDBAY`, `HOSTEDSERVER`, `OUTSOURCED`.
    public var hostProviderType = ""
    /// `NANO`, `PHYSICAL`, `VIRTUAL`, `SHARED`, `CLOUD`.
    public var hostServerType = ""
    public var hostCountryCode = ""

    public init(key: String, name: String = "") { (self.key, self.name) = (key, name) }

    var properties: [ChatonsProperty] {
        [
            ChatonsProperty("service.name", name), ChatonsProperty("service.description", description),
            ChatonsProperty("service.website", website, .url), ChatonsProperty("service.logo", logo, .url),
            ChatonsProperty("service.legal.url", legalURL, .url),
            ChatonsProperty("service.contact.url", contactURL, .url),
            ChatonsProperty("service.contact.email", contactEmail, .email),
            ChatonsProperty("service.guide.user", userGuide, .url),
            ChatonsProperty("service.guide.technical", technicalGuide, .url),
            ChatonsProperty("service.startdate", started?.iso8601 ?? ""),
            ChatonsProperty("service.status.level", statusLevel),
            ChatonsProperty("service.registration", registration?.rawValue ?? ""),
            ChatonsProperty("service.registration.load", load?.rawValue ?? ""),
            ChatonsProperty("service.install.type", installType), ChatonsProperty("software.name", softwareName),
            ChatonsProperty("software.version", softwareVersion),
            ChatonsProperty("software.website", softwareWebsite, .url),
            ChatonsProperty("software.license.name", softwareLicense),
            ChatonsProperty("software.source.url", softwareSource, .url), ChatonsProperty("host.name", hostName),
            ChatonsProperty("host.provider.type", hostProviderType),
            ChatonsProperty("host.server.type", hostServerType),
            ChatonsProperty("host.country.code", hostCountryCode),
        ]
    }

    var isKeyGood: Bool {
        (1...40).contains(key.utf8.count) && key.first != "-" && key != "organization"
            && key.allSatisfy { $0.isASCII && ($0.isNumber || ("a"..."z").contains($0) || $0 == "-") }
            && !key.hasSuffix("-metrics")
    }
}
