import PacketFilter
import Synchronization
import UnixcornCore

/// Packets without end while policies come and go: none that is forbidden may pass, none that is allowed may be lost.
struct PressureBench {
    let policies: [FirewallPolicy]
    let guests: [FirewallGuest]
    let features: FilterFeatures
    /// A port that every policy opens to everybody, of the last guest's kind; and one that none does.
    let port: UInt16
    let closed: UInt16

    func run(_ count: Int) async throws -> Bool {
        guard let from = guests.first?.interfaces.first, let to = guests.last?.interfaces.first else { return false }
        let bridge = try await BenchBridge([from.tap, to.tap, "vnetstranger"])
        let compiled = policies.map { PolicyCompiler($0, features: features).compile(guests) }
        for one in compiled.prefix(1) {
            _ = try await bridge.nftables.run(FirewallTransaction(loaded: LoadedFirewall()).load(one))
        }
        try bridge.learn([BenchFrames.hello(from), BenchFrames.hello(to)])
        let isOver = Flag()
        async let stream = Self.stream(PressureFrames(from, to, port, closed), bridge.taps, count, isOver)
        let began = ContinuousClock.now
        let applies = try await apply(compiled, bridge.nftables, isOver)
        let outcome = try await stream
        for (reason, count) in zip(PressureFrames.reasons, outcome.reasons) where count > 0 {
            print("passed: \(reason), \(count)")
        }
        let seconds = Stopwatch.milliseconds(ContinuousClock.now - began) / 1e3
        print(
            "pressure: \(outcome.allowed) allowed, \(outcome.lost) lost, \(outcome.forbidden) forbidden, \(outcome.passed) passed, "
                + "\(applies) applies, \(Stopwatch.text(seconds)) s")
        return outcome.lost == 0 && outcome.passed == 0 && applies > 0
    }

    /// Trials that are confirmed and trials that are rolled back, in turn, until the stream ends.
    private func apply(_ compiled: [CompiledPolicy], _ nftables: Nftables, _ isOver: Flag) async throws -> Int {
        var applies = 0
        while !isOver.isSet {
            let next = compiled[(applies / 2 + 1) % compiled.count]
            let before = try await LoadedFirewall.read(nftables)
            try await nftables.run(FirewallTransaction(loaded: before).trial(next, seconds: 60))
            let loaded = try await LoadedFirewall.read(nftables)
            let end = FirewallTransaction(loaded: loaded)
            try await nftables.run(applies % 2 == 0 ? end.rollBack() : end.confirm(next.version))
            applies += 1
        }
        return applies
    }

    private struct Outcome {
        var (allowed, lost, forbidden, passed) = (0, 0, 0, 0)
        var reasons = [Int](repeating: 0, count: PressureFrames.reasons.count)

        mutating func count(_ frame: [UInt8]) {
            guard let reason = PressureFrames.forbidden(frame) else { return }
            reasons[reason] += 1
            passed += 1
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }

    /// Sends `count` of each sort, so many at once as an interface's queue holds.
    private static func stream(
        _ frames: PressureFrames, _ taps: [TapDevice], _ count: Int, _ isOver: Flag
    ) async throws -> Outcome {
        defer { isOver.set() }
        var outcome = Outcome()
        while outcome.forbidden < count {
            let batch = min(100, count - outcome.forbidden)
            for place in 0..<batch {
                try taps[0].write(frames.allowed)
                let one = frames.forbidden[place % frames.forbidden.count]
                try taps[one.tap].write(one.bytes)
            }
            var arrived = 0
            while arrived < batch, let frame = try taps[1].read(milliseconds: 200) {
                if PressureFrames.isAllowed(frame) { arrived += 1 }
                outcome.count(frame)
            }
            for frame in try taps[1].readAll() { outcome.count(frame) }
            outcome.allowed += batch
            outcome.lost += batch - arrived
            outcome.forbidden += batch
            await Task.yield()
        }
        return outcome
    }
}
