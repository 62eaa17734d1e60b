import Testing

@testable import UnixcornCore

@Suite("Locks")
struct LockTests {
    static let other = HostID(rawValue: "other")
    static let guest = Sample.guest()
    static let pool = ObjectRef.pool(host: Sample.host, id: PoolID(rawValue: "p"), name: "ssd")
    static let volume = ObjectRef.volume(host: Sample.host, pool: PoolID(rawValue: "p"), poolName: "ssd", name: "a")

    @Test(
        "an object conflicts with itself, with what it is in and with what is in it",
        arguments: [
            (guest, guest, true), (guest, .host(Sample.host), true), (.host(Sample.host), volume, true),
            (.site, guest, true), (pool, volume, true), (guest, Sample.guest("mail", id: "m"), false),
            (guest, pool, false), (guest, .host(other), false), (guest, Sample.guest("renamed"), true),
        ])
    func conflicts(one: ObjectRef, two: ObjectRef, expected: Bool) {
        #expect(lock(one).conflicts(with: two) == expected)
        #expect(lock(two).conflicts(with: one) == expected)
    }

    private func lock(_ object: ObjectRef) -> Lock {
        Lock(
            key: object.lockKey, job: JobID(rawValue: 1), process: nil, by: Operator(), since: .now,
            operation: Operation(.guest(.start), on: object))
    }

    @Test("a running guest operation refuses one on its host")
    func host() async throws {
        let bench = try WorkBench()
        let gate = Gate()
        let runner = bench.runner { _, _ in await gate.wait() }
        let first = try await runner.submit(Sample.start)
        let all = Operation(.host(.startAll), on: .host(Sample.host))
        await #expect(throws: OperationFailure.self) { try await runner.submit(all) }
        gate.open()
        _ = try await runner.wait(for: first)
        #expect(try await runner.wait(for: runner.submit(all)).state == .done)
    }
}

@Suite("Who and which process")
struct IdentityTests {
    @Test("this process is alive, and reads back as written")
    func alive() {
        let me = ProcessIdentity.current
        #expect(me.isAlive && me.startedAt > 0 && !me.boot.isEmpty)
        #expect(ProcessIdentity(text: me.text) == me)
    }

    @Test("the same number with another start or boot is another process")
    func another() {
        var later = ProcessIdentity.current
        later.startedAt += 1
        #expect(!later.isAlive)
        var rebooted = ProcessIdentity.current
        rebooted.boot = "before"
        #expect(!rebooted.isAlive)
    }

    @Test("an unset login uid is none", arguments: [("4294967295", nil), ("1000", 1000), (nil, nil), ("x", nil)])
    func loginUID(text: String?, expected: UInt32?) {
        #expect(Operator.loginUID(from: text) == expected)
    }

    @Test("the SSH peer is read with its port")
    func peer() {
        #expect(Operator.peer(fromConnection: "192.0.2.7 50123 192.0.2.1 22") == "192.0.2.7:50123")
        #expect(Operator.peer(fromConnection: "2001:db8::7 50123 2001:db8::1 22") == "[2001:db8::7]:50123")
        #expect(Operator.peer(fromConnection: "rubbish") == nil)
    }

    @Test("the current operator has a user and this process")
    func current() {
        let person = Operator.current()
        #expect(!person.user.isEmpty)
        #expect(person.processID == ProcessIdentity.current.pid)
    }
}
