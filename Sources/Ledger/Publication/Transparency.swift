public import Text

/// One file to publish.
public struct PublishedFile: Sendable, Hashable {
    /// Without a folder.
    public let name: String
    public let text: String
}

/// How the files are written.
public struct TransparencyOptions: Sendable {
    /// What stands between the cells of a list in a `.properties` file.
    public enum Separator: Character, Sendable, CaseIterable {
        case comma = ","
        case semicolon = ";"
    }

    /// Where the `.properties` files will be, without a slash at the end: `https://site/.well-known/chatonsinfos`.
    public var address: String
    /// The time that the files bear.
    public var made: Moment
    public var separator: Separator = .comma
    /// Whether names of properties are written that no source could be found for (`metrics.service.accounts`).
    public var withUnconfirmedNames = false

    public init(address: String, made: Moment = .now) { (self.address, self.made) = (address, made) }
}

/// A site's figures, ready to be published: a report in both languages, a table and the CHATONS files, all of one set of
/// numbers, and none of them before the privacy check has seen them.
public struct Transparency: Sendable {
    public var organization: OrganizationFields
    public var services: [ServiceFields]
    public var figures: PublicFigures

    public init(organization: OrganizationFields, services: [ServiceFields], figures: PublicFigures) {
        (self.organization, self.services, self.figures) = (organization, services, figures)
    }

    /// Every file, by name. Throws where a field is no line or no address, a number no count, where a known person is
    /// named in any file, or a mail address stands there that is not the site's own.
    /// - Parameter people: everybody who must not be named.
    public func files(_ options: TransparencyOptions, people: KnownPeople) throws(LedgerError) -> [PublishedFile] {
        try checkFields(options)
        try checkNumbers()
        let page = TransparencyPage(organization: organization, services: services, figures: figures)
        let files =
            [
                PublishedFile(name: "transparence.md", text: page.markdown(.french)),
                PublishedFile(name: "transparency.md", text: page.markdown(.english)),
                PublishedFile(name: "transparency.csv", text: TransparencyTable(figures).text),
            ]
            + ChatonsFiles(organization: organization, services: services, figures: figures, options: options).files
        for file in files { try check(file, people) }
        return files
    }

    private func checkFields(_ options: TransparencyOptions) throws(LedgerError) {
        try ChatonsProperty("address", options.address, .url).check()
        guard !options.address.isEmpty, !options.address.hasSuffix("/") else {
            throw LedgerError(.refused, .noField("address", SafeText(options.address)))
        }
        for property in organization.properties { try property.check() }
        var keys: Set<String> = []
        for service in services {
            guard service.isKeyGood, keys.insert(service.key).inserted else {
                throw LedgerError(.refused, .noServiceKey(SafeText(String(service.key.prefix(60)))))
            }
            for property in service.properties { try property.check() }
        }
        for service in figures.services where !keys.contains(service.key) {
            throw LedgerError(.missing, .noService(SafeText(String(service.key.prefix(60)))))
        }
    }

    private func checkNumbers() throws(LedgerError) {
        var keys: Set<String> = []
        for service in figures.services {
            let counts = ([service.accounts] + service.visits).compactMap { $0 }
            guard counts.allSatisfy({ (0...PublishedCount.most).contains($0) }),
                (0...10_000).contains(service.uptime ?? 0), service.visits.count <= figures.months.count,
                keys.insert(service.key).inserted
            else { throw LedgerError(.refused, .noFigures(SafeText(service.key))) }
        }
    }

    private func check(_ file: PublishedFile, _ people: KnownPeople) throws(LedgerError) {
        if let person = people.named(in: file.text).first {
            throw LedgerError(.refused, .personNamed(SafeText(file.name), person), hint: .takeNameOut)
        }
        let own = Set(([organization.contactEmail] + services.map(\.contactEmail)).map { $0.lowercased() })
        if let stranger = KnownPeople.addresses(in: file.text).subtracting(own).sorted().first {
            throw LedgerError(.refused, .addressNamed(SafeText(file.name), SafeText(stranger)), hint: .takeNameOut)
        }
    }
}
