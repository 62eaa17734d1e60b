import Ledger
import Text

/// What a site publishes of itself: its books, its services' accounts and visits, and what its configuration says of both.
public struct SitePublication: Sendable {
    let configuration: Configuration
    let stateFolder: String

    public init(_ configuration: Configuration, stateFolder: String) {
        (self.configuration, self.stateFolder) = (configuration, stateFolder)
    }

    /// Every file. Throws where a person would be named in one.
    public func files(
        _ book: Book, from: CivilDate, until: CivilDate, at now: Moment = .now
    ) async throws(OperationFailure) -> [PublishedFile] {
        guard !configuration.organization.address.isEmpty else {
            throw OperationFailure(area: "finances", message: .noAddress, hint: .sayAddress)
        }
        let members = try await members()
        var visits: [String: [DailyVisits]] = [:]
        let history = VisitHistory()
        for (name, service) in configuration.services { visits[name] = await history.visits(of: service, at: now) }
        let services = configuration.services.values.sorted { $0.name < $1.name }
        let (state, counted) = (members, visits)
        return try booking { () throws(LedgerError) in
            let figures = try book.publicFigures(
                from: from, until: until,
                services: services.map { counts($0, state, counted[$0.name] ?? [], from: from, until: until) })
            let transparency = Transparency(
                organization: configuration.organization.fields(configuration), services: services.map(\.publicFields),
                figures: figures)
            return try transparency.files(
                TransparencyOptions(address: configuration.organization.address, made: now),
                people: try people(book, state))
        }
    }

    /// Who has an account. Throws where that cannot be read: nobody could be kept from being named.
    private func members() async throws(OperationFailure) -> MembersState {
        // One who never asked a service knows of no accounts.
        guard !configuration.services.isEmpty,
            StateFolder.exists(StateStore.path(in: StateFolder.absolute(stateFolder)))
        else { return MembersState() }
        let members = await MembersState.read(configuration, try StateStore(reading: stateFolder))
        if let problem = members.problem { throw OperationFailure(area: "finances", message: problem) }
        return members
    }

    private func counts(
        _ service: Configuration.ServiceDeclaration, _ members: MembersState, _ visits: [DailyVisits], from: CivilDate,
        until: CivilDate
    ) -> ServiceFigures {
        let known = members.services.first { $0.id == service.name }
        var months: [Int?] = []
        var month = from
        while (month.year, month.month) <= (until.year, until.month) {
            let days = visits.filter { $0.day.year == month.year && $0.day.month == month.month }
            // A month that was counted on some days only would be told too small.
            let isWhole = days.count >= CivilDate.length(of: month.month, month.year)
            months.append(isWhole ? days.reduce(0) { $0 + $1.visits } : nil)
            month =
                CivilDate(year: month.year, month: month.month, day: 1)?.adding(months: 1) ?? until.adding(months: 1)
        }
        let clock = SiteClock(configuration)
        let share = Availability(
            known?.health ?? [], from: from, until: min(until, clock.day(of: members.at).adding(days: -1)), clock: clock
        )
        return ServiceFigures(
            key: service.publicKey, accounts: known?.readAt == nil ? nil : known?.members.count, visits: months,
            uptime: share?.hundredths)
    }

    /// Everybody who must not be named in what goes out.
    private func people(_ book: Book, _ members: MembersState) throws(LedgerError) -> KnownPeople {
        let donors = try book.donors()
        let accounts = members.services.flatMap(\.members).map(\.known.account)
        // Whom a donor allows to be named is still named by nothing here: there is no field for it.
        return KnownPeople(
            names: donors.compactMap(\.name) + accounts.map(\.displayName), logins: accounts.map(\.login),
            addresses: accounts.compactMap(\.mail),
            allowed: [configuration.organization.name, configuration.name] + configuration.services.keys
                + configuration.services.values.map(\.publicName))
    }
}

extension Phrase {
    fileprivate static let noAddress = Phrase(
        "the configuration does not say where the files will be published",
        "la configuration ne dit pas où les fichiers seront publiés")
    fileprivate static let sayAddress = Phrase(
        "address in [organization]: https://example.org/.well-known/chatonsinfos",
        "address dans [organization] : https://example.org/.well-known/chatonsinfos")
}
