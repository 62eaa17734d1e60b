import Foundation
import GRDB
import Synchronization
import TestSupport

@testable import UnixcornCore

/// A state folder of its own with a runner on it, and what tests ask of them.
final class WorkBench: Sendable {
    let folder: TemporaryFolder
    let store: StateStore
    let journal: Journal

    init() throws {
        folder = try TemporaryFolder()
        store = try StateStore(folder: folder.path + "/state")
        let announced = Announced()
        journal = Journal(store) { announced.add($0) }
        self.announced = announced
    }

    private let announced: Announced
    var announcedHeads: [JournalHead] { announced.heads }

    func runner(
        readOnly: Bool = false, worker: WorkerCommand? = nil,
        _ perform: @escaping JobRunner.Perform = { _, _ in }
    ) -> JobRunner {
        JobRunner(store, journal: journal, isReadOnly: readOnly, worker: worker, perform: perform)
    }

    /// Runs SQL as somebody would who has the file and no scruples.
    func tamper(_ sql: String) async throws {
        try await store.write(.writingJournal) { database in
            try database.execute(sql: "DROP TRIGGER IF EXISTS journal_no_update")
            try database.execute(sql: "DROP TRIGGER IF EXISTS journal_no_delete")
            try database.execute(sql: sql)
        }
    }
}

final class Announced: Sendable {
    private let list = Mutex<[JournalHead]>([])
    func add(_ head: JournalHead) { list.withLock { $0.append(head) } }
    var heads: [JournalHead] { list.withLock { $0 } }
}

/// Objects and operations of the tests.
enum Sample {
    static let host = HostID(rawValue: "local")
    static func guest(_ name: String = "cloud", id: String = "6695eb01-f6a4-8304-79aa-97f2502e193f") -> ObjectRef {
        .guest(host: host, id: GuestID(rawValue: id), name: name)
    }
    static let start = Operation(.guest(.start), on: guest())
}

/// Asks again and again until it holds or the time is over.
///
/// It gives its thread back meanwhile: the pool has as many as the machine has cores, and all tests share it.
func eventually(_ seconds: Double = 60, _ condition: () async throws -> Bool) async rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await condition() { return true }
        // Cancelled: the next look decides.
        try? await Task.sleep(for: .milliseconds(20))
    }
    return try await condition()
}
