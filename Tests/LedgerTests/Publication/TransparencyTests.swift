import Foundation
import Testing
import Text

@testable import Ledger

@Suite("Figures to publish")
struct TransparencyTests {
    let fixture: TwoYearBook
    let options: TransparencyOptions

    init() throws {
        fixture = try TwoYearBook()
        try fixture.fill()
        options = TransparencyOptions(
            address: "https://exemple.org/.well-known/chatonsinfos", made: Moment(seconds: 1_796_000_000))
    }

    private func site(_ services: [ServiceFigures]) throws -> Transparency {
        var organization = OrganizationFields(name: "La Coop")
        organization.website = "https://exemple.org/"
        organization.contactEmail = "contact@exemple.org"
        organization.kind = .cooperative
        let figures = try fixture.book.publicFigures(
            from: TwoYearBook.day("2026-01-01"), until: TwoYearBook.day("2026-03-31"), services: services)
        var cloud = ServiceFields(key: "cloud", name: "Nuage")
        cloud.registration = .member
        return Transparency(
            organization: organization, services: [cloud, ServiceFields(key: "git", name: "Forge")], figures: figures)
    }

    private func files(_ transparency: Transparency, _ people: KnownPeople = KnownPeople(names: [])) throws
        -> [String: String]
    {
        Dictionary(uniqueKeysWithValues: try transparency.files(options, people: people).map { ($0.name, $0.text) })
    }

    private let usual = [
        ServiceFigures(key: "cloud", accounts: 12, visits: [73, 33, 10], uptime: 9_995),
        ServiceFigures(key: "git", accounts: 7, visits: [nil, 6, 8]),
    ]

    @Test("one set of numbers is in the report of both languages, the table and the CHATONS files")
    func writes() throws {
        let files = try files(try site(usual))
        #expect(
            files.keys.sorted() == [
                "cloud-metrics.properties", "cloud.properties", "git-metrics.properties", "git.properties",
                "organization.properties", "transparence.md", "transparency.csv", "transparency.md",
            ])
        #expect(files["transparency.md"]?.contains("| 2026-01 | 48.00 EUR | 48.00 EUR |") == true)
        #expect(
            files["transparence.md"]?.contains("résultat -143,67\u{A0}€") == true, "\(files["transparence.md"] ?? "")")
        #expect(files["transparence.md"]?.contains("| Nuage | 12 | 99,95 % |") == true)
        #expect(files["transparency.csv"]?.contains("expense,2026-02,servers,48.00,EUR\n") == true)
        #expect(files["transparency.csv"]?.contains("visits,2026-03,cloud,10,\n") == true)
        #expect(
            files["cloud-metrics.properties"]?.contains("metrics.http.visits.humans.2026.months = 73,33,10\n") == true)
        #expect(files["git-metrics.properties"]?.contains("metrics.http.visits.humans.2026.months = ,6,8\n") == true)
        #expect(files["git-metrics.properties"]?.contains("accounts") == false)
    }

    @Test("the organisation's file names its services, and leaves out what is not given")
    func organization() throws {
        let text = try #require(try files(try site(usual))["organization.properties"])
        #expect(
            text == """
                # [File]
                file.class = Organization
                file.protocol = ChatonsInfos-0.4
                file.datetime = 2026-11-30T00:53:20
                file.generator = unixcorn

                # [Organisation]
                organization.name = La Coop
                organization.type = COOPERATIVE
                organization.website = https://exemple.org/
                organization.contact.email = contact@exemple.org

                # [Subs]
                subs.cloud = https://exemple.org/.well-known/chatonsinfos/cloud.properties
                subs.git = https://exemple.org/.well-known/chatonsinfos/git.properties

                """)
    }

    @Test("no count under five is in any file, nor a sum that would give it away", arguments: 0...4)
    func suppresses(_ few: Int) throws {
        let files = try files(
            try site([
                ServiceFigures(key: "cloud", accounts: 1_000, visits: [5_003, 7_001, 6_007]),
                ServiceFigures(key: "git", accounts: few, visits: [2_011, few, 3_001]),
            ]))
        let page = try #require(files["transparency.md"])
        #expect(page.contains("| Forge | <5 | – |".replacingOccurrences(of: "<", with: "\\<")), "\(page)")
        #expect(page.contains("| 2026-02 | 7001 | \\<5 | – |") && page.contains("| Total | 18011 | – | – |"))
        #expect(files["git-metrics.properties"]?.contains("months = 2011,,3001\n") == true)
        for (name, text) in files {
            let numbers = Set(text.split { !$0.isNumber }.compactMap { Int($0) })
            for sum in [1_000 + few, 7_001 + few, 5_012 + few, 18_011 + 5_012 + few] {
                #expect(!numbers.contains(sum) || sum == 1_000 || sum == 7_001, "\(sum) in \(name)")
            }
        }
        let table = try #require(files["transparency.csv"])
        #expect(!table.contains("visits,2026-02,git") && !table.contains("accounts,2026-03,git"))
    }

    @Test("five is published")
    func five() throws {
        let files = try files(try site([ServiceFigures(key: "git", accounts: 5, visits: [5])]))
        #expect(files["transparency.md"]?.contains("| Forge | 5 | – |") == true)
        #expect(files["git-metrics.properties"]?.contains("months = 5\n") == true)
    }

    @Test("a list of a year begins in January, and the separator can be chosen")
    func years() throws {
        var site = try site([])
        site.figures = try fixture.book.publicFigures(
            from: TwoYearBook.day("2025-11-01"), until: TwoYearBook.day("2026-02-01"),
            services: [ServiceFigures(key: "git", accounts: 9, visits: [10, 11, 12, 13])])
        var options = options
        (options.separator, options.withUnconfirmedNames) = (.semicolon, true)
        let text = try site.files(options, people: KnownPeople(names: [])).first {
            $0.name == "git-metrics.properties"
        }?.text
        #expect(text?.contains("humans.2025.months = ;;;;;;;;;;10;11\n") == true)
        #expect(text?.contains("humans.2026.months = 12;13\n") == true)
        #expect(text?.contains("metrics.service.accounts.2026.months = ;9\n") == true)
    }

    @Test(
        "a known person in any field stops everything",
        arguments: [
            "Merci à Marie Dupont-Lévy", "merci à LÉVY DUPONT, marie", "https://mariedupontlevy.fr", "écrire à mdupont",
            "marie.dl@exemple.net",
        ])
    func people(_ text: String) throws {
        let people = KnownPeople(
            names: ["Marie Dupont-Lévy"], logins: ["mdupont", "cloud"], addresses: ["marie.dl@exemple.net"],
            allowed: ["cloud"])
        var site = try site(usual)
        #expect(try !files(site, people).isEmpty)
        site.services[1].description = text
        site.organization.description = ""
        let error = #expect(throws: LedgerError.self) { try files(site, people) }
        #expect(error?.message.english.contains("would name") == true)
    }

    @Test("a mail address that is not the site's own stops everything")
    func addresses() throws {
        var site = try site(usual)
        site.organization.description = "Écrire à jean@exemple.net."
        let error = #expect(throws: LedgerError.self) { try files(site) }
        #expect(error?.message.english.contains("jean@exemple.net") == true)
    }

    @Test("labels and names of accounts are in no file")
    func labels() throws {
        try fixture.book.set(try Account(number: "7542", name: "Dons de Zebulon"))
        try fixture.add("2026-02-01", "Don de Zebulon", ("512", 500), ("7542", -500))
        let all = try files(try site(usual)).values.joined()
        #expect(!all.contains("Zebulon") && all.contains("5.11 EUR"))
    }

    @Test("a field that is more than a line, or no address, is refused with its name")
    func fields() throws {
        for (change, name) in [
            ({ $0.website = "javascript:x" }, "organization.website"),
            ({ $0.description = "a\norganization.name = b" }, "organization.description"),
            ({ $0.contactEmail = "a@b@c.fr" }, "organization.contact.email"),
            ({ $0.name = String(repeating: "x", count: 1001) }, "organization.name"),
        ] as [((inout OrganizationFields) -> Void, String)] {
            var site = try site(usual)
            change(&site.organization)
            let error = #expect(throws: LedgerError.self) { try files(site) }
            #expect(error?.message.english.hasPrefix(name) == true)
        }
    }

    @Test("figures that are no counts are refused", arguments: [-1, .max, .min])
    func counts(_ number: Int) throws {
        #expect(throws: LedgerError.self) { try files(try site([ServiceFigures(key: "git", visits: [number])])) }
        #expect(throws: LedgerError.self) { try files(try site([ServiceFigures(key: "git", uptime: number)])) }
        #expect(throws: LedgerError.self) { try files(try site([ServiceFigures(key: "../x", accounts: 9)])) }
    }

    @Test(
        "keys that would make other files are refused",
        arguments: ["", "../x", "A", "organization", "x-metrics", "git"])
    func keys(_ key: String) throws {
        var site = try site(usual)
        site.services[0].key = key
        site.figures.services = []
        #expect(throws: LedgerError.self) { try files(site) }
    }

    @Test("10,000 known people and a text of 10,000 words are compared in a moment")
    func large() {
        let people = KnownPeople(
            names: (0..<10_000).map { "prénom\($0) nom\($0)" }, logins: (0..<10_000).map { "login\($0)" })
        let text = (0..<10_000).map { "mot\($0)" }.joined(separator: " ")
        let clock = ContinuousClock()
        let start = clock.now
        #expect(people.named(in: text + " NOM77 Prenom77") == ["prénom77 nom77"])
        #expect(clock.now - start < .seconds(2))
    }

    @Test("random text is compared without harm")
    func hostile() {
        var dice = SplitMix(state: 5)
        for _ in 0..<60 {
            let bytes = (0..<200).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = KnownPeople(names: [text], addresses: [text]).named(in: text + text)
            _ = KnownPeople.addresses(in: text + "@" + text)
            var encoded: [UInt8] = []
            _ = Latin9.append(text, to: &encoded)
        }
    }
}
