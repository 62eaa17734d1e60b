import GRDB
import Text

/// Tells what the book knows of the services' accounts, judged anew at each change and each minute.
struct MembersSource: Sendable {
    /// Seconds between two looks for a change.
    static let beat = 2.0
    /// Seconds between two judgements when nothing changes.
    static let period = 60.0

    let configuration: Configuration
    let store: StateStore
    let clock: @Sendable () -> Moment
    let publish: Publisher
    var visits = VisitHistory()

    /// Until it is cancelled. `bell` is rung when something was done here.
    func run(bell: Bell) async {
        guard !configuration.services.isEmpty else { return }
        var seen: String?
        var told: Moment?
        while !Task.isCancelled {
            let now = clock()
            let mark = try? await mark()
            if mark != seen || mark == nil || told.map({ now.seconds(since: $0) >= Self.period }) ?? true {
                var state = await look(at: now)
                // People first: a log of gigabytes takes seconds.
                if told == nil { await publish([.members(state)]) }
                for place in state.services.indices {
                    state.services[place].visits = await visits.visits(of: state.services[place].declaration, at: now)
                }
                await publish([.members(state)])
                (seen, told) = (mark, now)
            }
            await bell.rest(atMost: Self.beat)
        }
    }

    /// Everything, as the book has it.
    func look(at now: Moment) async -> MembersState {
        var state = MembersState()
        state.at = now
        state.clock = SiteClock(configuration)
        do throws(OperationFailure) {
            for service in await services(state.clock, at: now) { state.services.append(try service.get()) }
            state.register = try await MemberBook(store).register()
        } catch { state.problem = error.message }
        return state
    }

    /// In the order of their names. One is judged while the next is read: of ten thousand people either takes a while.
    private func services(
        _ clock: SiteClock, at now: Moment
    ) async -> [Result<MembersState.Service, OperationFailure>] {
        let declared = configuration.services.values.sorted { $0.name < $1.name }
        return await withTaskGroup(of: (Int, Result<MembersState.Service, OperationFailure>).self) { group in
            for (place, declaration) in declared.enumerated() {
                group.addTask {
                    do throws(OperationFailure) {
                        return (place, .success(try await service(declaration, clock, at: now)))
                    } catch { return (place, .failure(error)) }
                }
            }
            var found: [(Int, Result<MembersState.Service, OperationFailure>)] = []
            for await service in group { found.append(service) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func service(
        _ declaration: Configuration.ServiceDeclaration, _ clock: SiteClock, at now: Moment
    ) async throws(OperationFailure) -> MembersState.Service {
        let (book, name) = (MemberBook(store), declaration.name)
        var service = MembersState.Service(declaration, try await book.service(name, at: now), clock, at: now)
        service.health = try await HealthBook(store).days(of: name)
        service.troubles = try await book.troubles(of: name, at: now)
        return service
    }

    /// Changes whenever something was written that shows.
    private func mark() async throws(OperationFailure) -> String {
        try await store.read(.readingRegister) { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT ifnull((SELECT group_concat(service || asked_at) FROM member_reading), '')
                        || '/' || (SELECT count(*) || ifnull(max(ended_at), 0) || ifnull(max(id), 0) FROM member_register)
                        || '/' || (SELECT count(*) || ifnull(max(outcome_at), 0) FROM member_deed)
                        || '/' || (SELECT count(*) || ifnull(max(outcome_at), 0) FROM member_mail)
                        || '/' || (SELECT ifnull(max(at), 0) FROM member_evidence WHERE source = 'notes')
                    """) ?? ""
        }
    }
}
