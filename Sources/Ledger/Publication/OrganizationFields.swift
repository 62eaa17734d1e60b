public import Text

/// What a site says about itself (CHATONS: `organization.*`). Empty ones are left out of the files. The protocol's fields
/// for the owner's name and the address are not here: they may be a person's.
public struct OrganizationFields: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case association = "ASSOCIATION"
        case informal = "INFORMAL"
        case cooperative = "COOPERATIVE"
        case microCompany = "MICROCOMPANY"
        case company = "COMPANY"
        case individual = "INDIVIDUAL"
        case other = "OTHER"
    }
    public enum Status: String, Sendable, Codable, CaseIterable {
        case active = "ACTIVE"
        case idle = "IDLE"
        case away = "AWAY"
    }

    public var name = ""
    public var description = ""
    public var kind: Kind?
    public var website = ""
    public var logo = ""
    public var started: CivilDate?
    public var status: Status?
    public var contactURL = ""
    /// The site's own, never a person's.
    public var contactEmail = ""
    public var legalURL = ""
    public var userGuide = ""
    public var technicalGuide = ""
    public var countryName = ""
    /// ISO 3166-1, two letters.
    public var countryCode = ""
    public var liberapay = ""
    public var funding = ""
    public var chatonsSince: CivilDate?
    public var chatonsStatus: Status?

    public init(name: String = "") { self.name = name }

    var properties: [ChatonsProperty] {
        [
            ChatonsProperty("organization.name", name), ChatonsProperty("organization.description", description),
            ChatonsProperty("organization.type", kind?.rawValue ?? ""),
            ChatonsProperty("organization.website", website, .url), ChatonsProperty("organization.logo", logo, .url),
            ChatonsProperty("organization.startdate", started?.iso8601 ?? ""),
            ChatonsProperty("organization.status.level", status?.rawValue ?? ""),
            ChatonsProperty("organization.contact.url", contactURL, .url),
            ChatonsProperty("organization.contact.email", contactEmail, .email),
            ChatonsProperty("organization.legal.url", legalURL, .url),
            ChatonsProperty("organization.guide.user", userGuide, .url),
            ChatonsProperty("organization.guide.technical", technicalGuide, .url),
            ChatonsProperty("organization.country.name", countryName),
            ChatonsProperty("organization.country.code", countryCode),
            ChatonsProperty("organization.funding.liberapay", liberapay, .url),
            ChatonsProperty("organization.funding.custom", funding, .url),
            ChatonsProperty("organization.memberof.chatons.startdate", chatonsSince?.iso8601 ?? ""),
            ChatonsProperty("organization.memberof.chatons.status.level", chatonsStatus?.rawValue ?? ""),
        ]
    }
}

/// One line of a `.properties` file.
struct ChatonsProperty: Hashable {
    enum Shape { case line, url, email }

    let name: String
    let value: String
    let shape: Shape

    init(_ name: String, _ value: String, _ shape: Shape = .line) {
        (self.name, self.value, self.shape) = (name, value, shape)
    }

    /// Refuses what is more than a line, and what is no address where one is due.
    func check() throws(LedgerError) {
        guard !value.isEmpty else { return }
        let isLine = SafeText(value).string == value && value.utf8.count <= 1000
        let fits =
            switch shape {
            case .line: value.first != " " && value.last != " "
            case .url: (value.hasPrefix("https://") || value.hasPrefix("http://")) && !value.contains(" ")
            case .email: KnownPeople.addresses(in: value) == [value.lowercased()]
            }
        guard isLine, fits else {
            throw LedgerError(.refused, .noField(SafeText(name), SafeText(String(value.prefix(80)))))
        }
    }

    /// `name = value`, as `java.util.Properties` reads it: in UTF-8, a backslash doubled.
    var line: String { name + " = " + value.replacing("\\", with: "\\\\") }
}
