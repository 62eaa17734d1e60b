import Testing

@testable import UnixcornCore

@Suite("Operations")
struct OperationTests {
    static let guest = Sample.guest()
    static let pool = ObjectRef.pool(host: Sample.host, id: PoolID(rawValue: "p"), name: "ssd")
    static let network = ObjectRef.network(host: Sample.host, id: NetworkID(rawValue: "n"), name: "lan")
    static let all: [Operation] =
        guestDeeds.map { Operation(.guest($0), on: guest) }
        + [.start, .stop, .refresh, .setAutostart(true), .createVolume(name: "a", capacity: 1 << 30, format: "qcow2")]
        .map { Operation(.pool($0), on: pool) }
        + [.start, .stop, .setAutostart(false)].map { Operation(.network($0), on: network) }
        + [.startAll, .stopAll(timeout: 60, force: true), .reboot(timeout: 60), .powerOff(timeout: 60)]
        .map { Operation(.host($0), on: .host(Sample.host)) }
    static let guestDeeds: [GuestDeed] = [
        .start, .shutDown(timeout: 60), .reboot, .reset, .forceOff, .suspend, .resume, .save, .restore,
        .discardSavedState, .setAutostart(true),
        .setMemory(bytes: 2 << 30, previous: 1 << 30, live: true, stored: true),
        .setVCPUs(count: 2, previous: 1, live: false, stored: true),
        .setProfile(GuestProfile(), previous: GuestProfile()), .rename(to: "new"), .define(xml: "b", previous: "a"),
        .delete(volumes: [], xml: "a"), .delete(volumes: ["/a"], xml: "a"), .redefine(xml: "a"),
        .create(xml: "a"),
    ]

    @Test("each has a title in both languages that names its object", arguments: all)
    func title(operation: Operation) {
        #expect(operation.title.english.contains(operation.object.name.string))
        #expect(operation.title.french.contains(operation.object.name.string))
        #expect(operation.title.english != operation.title.french)
    }

    @Test("what destroys says what is lost", arguments: all.filter { $0.risk == .destroys })
    func consequence(operation: Operation) {
        #expect(operation.consequence != nil)
    }

    @Test("the way back of the way back is the thing itself, where both exist", arguments: all)
    func inverse(operation: Operation) {
        // What was created, and deleted to undo that, is defined again.
        if case .guest(.create) = operation.deed { return }
        guard let back = operation.inverse?.inverse else { return }
        #expect(back == operation)
    }

    @Test("what destroys has no way back", arguments: all.filter { $0.risk == .destroys })
    func noInverse(operation: Operation) {
        guard case .guest(.delete(let volumes, _)) = operation.deed, volumes.isEmpty else {
            #expect(operation.inverse == nil)
            return
        }
    }

    @Test("each survives its way through the database", arguments: all)
    func codable(operation: Operation) throws {
        let text = try StoredJSON.text(operation)
        #expect(try StoredJSON.value(Operation.self, from: text) == operation)
        #expect(try StoredJSON.text(operation) == text)
    }

    @Test("a renamed guest is renamed back under its new name")
    func rename() {
        let back = Operation(.guest(.rename(to: "new")), on: Self.guest).inverse
        #expect(back == Operation(.guest(.rename(to: "cloud")), on: Sample.guest("new")))
    }

    @Test("hostile names are clean in titles")
    func hostile() {
        let operation = Operation(.guest(.rename(to: "a\u{1B}[2J")), on: Sample.guest("b\u{202E}"))
        #expect(!operation.title.english.contains("\u{1B}") && !operation.title.french.contains("\u{202E}"))
    }
}

@Suite("Undo")
struct UndoTests {
    let bench: WorkBench
    let runner: JobRunner

    init() throws {
        bench = try WorkBench()
        runner = bench.runner()
    }

    private func run(_ deed: GuestDeed, undoing: Int64? = nil) async throws {
        _ = try await runner.wait(for: runner.submit(Operation(.guest(deed), on: Sample.guest()), undoing: undoing))
    }

    @Test("the newest thing with a way back is offered, and once only")
    func newest() async throws {
        try await run(.setAutostart(true))
        try await run(.suspend)
        let first = try #require(try await bench.journal.lastUndoable())
        #expect(first.inverse == Operation(.guest(.resume), on: Sample.guest()))
        try await run(.resume, undoing: first.intent.id)
        let second = try #require(try await bench.journal.lastUndoable())
        #expect(second.inverse == Operation(.guest(.setAutostart(false)), on: Sample.guest()))
        try await run(.setAutostart(false), undoing: second.intent.id)
        #expect(try await bench.journal.lastUndoable() == nil)
    }

    @Test("nothing before a deed without a way back on the same object is offered")
    func blocked() async throws {
        try await run(.suspend)
        try await run(.forceOff)
        #expect(try await bench.journal.lastUndoable() == nil)
    }

    @Test("what failed is not offered")
    func failed() async throws {
        let failing = bench.runner { _, _ in throw OperationFailure(area: "libvirt", message: Phrase("no", "non")) }
        _ = try await failing.wait(for: failing.submit(Operation(.guest(.suspend), on: Sample.guest())))
        #expect(try await bench.journal.lastUndoable() == nil)
    }
}

@Suite("The watch on the work")
struct WorkWatchTests {
    @Test("it tells the first time, then only what changed")
    func news() async throws {
        let bench = try WorkBench()
        let watch = try WorkWatch(folder: bench.store.folder)
        #expect(try await watch.news()?.jobs.isEmpty == true)
        #expect(try await watch.news() == nil)
        let runner = bench.runner()
        let id = try await runner.submit(Sample.start)
        _ = try await runner.wait(for: id)
        let news = try #require(try await watch.news())
        #expect(news.jobs.map(\.state) == [.done])
        #expect(news.journal.map(\.kind) == [.outcome, .intent])
        #expect(news.interrupted.isEmpty)
        #expect(try await watch.news() == nil)
    }
}
