import GRDB
import Synchronization

/// What a read-only connection is refused: an agent's report, and the addresses by MAC.
struct GuestFact: Sendable, Equatable, Codable {
    var report: AgentReport?
    var addresses: [String: [GuestAddress]]?

    init(report: AgentReport? = nil, addresses: [String: [GuestAddress]]? = nil) {
        self.report = report
        self.addresses = addresses
    }

    /// Whether it says the same, whenever it was said.
    func saysTheSame(as other: GuestFact) -> Bool {
        var (mine, theirs) = (self, other)
        mine.report?.answeredAt = nil
        theirs.report?.answeredAt = nil
        return mine == theirs
    }
}

/// A fact with the time when it was true.
struct RecordedFact: Sendable, Equatable {
    var fact: GuestFact
    var at: Moment
}

/// Where sessions that may ask keep the answers for those that may not (the wall): the state database, once it is open.
final class GuestMemory: Sendable {
    private let store = Mutex<StateStore?>(nil)

    func use(_ store: StateStore) { self.store.withLock { $0 = store } }

    /// Writes facts down. Before the database is open: not.
    func save(_ facts: [GuestID: GuestFact], of host: HostID, at moment: Moment) async throws(OperationFailure) -> Bool
    {
        guard let store = store.withLock({ $0 }), !store.isReadOnly, !facts.isEmpty else { return false }
        try await store.write(.recordingFacts) { database in
            for (guest, fact) in facts {
                try database.execute(
                    sql: """
                        INSERT INTO guest_fact (host, guest, at, fact) VALUES (?,?,?,?)
                        ON CONFLICT (host, guest) DO UPDATE SET at = excluded.at, fact = excluded.fact
                        """,
                    arguments: [host.rawValue, guest.rawValue, moment.microseconds, try StoredJSON.text(fact)])
            }
        }
        return true
    }

    /// What was recorded of a host's guests; empty before the database is open.
    func facts(of host: HostID) async throws(OperationFailure) -> [GuestID: RecordedFact] {
        guard let store = store.withLock({ $0 }) else { return [:] }
        return try await store.read(.readingFacts) { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT guest, at, fact FROM guest_fact WHERE host = ?", arguments: [host.rawValue])
            return try rows.reduce(into: [:]) { found, row in
                let fact = try StoredJSON.value(GuestFact.self, from: row.stored(2, String.self) ?? "")
                let at = Moment(microseconds: row.stored(1, Int64.self) ?? 0)
                found[GuestID(rawValue: row.stored(0, String.self) ?? "")] = RecordedFact(fact: fact, at: at)
            }
        }
    }
}
