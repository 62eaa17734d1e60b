import PacketFilter
import UnixcornCore

/// What rules cost a packet: frames from one guest's interface through a bridge to another's, under several rules in turn.
struct CostBench {
    let compiled: CompiledPolicy
    let guests: [FirewallGuest]
    /// A port of the last guest's kind that is open to everybody.
    let port: UInt16
    let rounds: Int

    /// Nanoseconds of a frame, from `write` until it was read.
    private struct Way {
        let name: String
        let bridge: BenchBridge
        var new = Double.infinity
        var known = Double.infinity
    }

    /// `others`: rules of another make, in nft's language, by name.
    func run(_ others: [(name: String, text: String)]) async throws {
        guard let first = guests.first, let last = guests.last, let from = first.interfaces.first,
            let to = last.interfaces.first
        else { return }
        let ladder = CostLadder(compiled, sender: first, receiver: last)
        let texts = [("no rules", "")] + ladder.steps.map { ($0.name, $0.compiled.text) } + others
        var ways: [Way] = []
        for (name, text) in texts {
            let bridge = try await BenchBridge([from.tap, to.tap])
            if !text.isEmpty { _ = try await bridge.nftables.run(text) }
            try bridge.learn([BenchFrames.hello(from), BenchFrames.hello(to)])
            ways.append(Way(name: name, bridge: bridge))
        }
        let frames = BenchFrames(from: from, to: to)
        for round in 0..<rounds {
            let sourcePort = UInt16(40_000 + round)
            let frame = frames.datagram(to: port, from: sourcePort)
            for place in ways.indices {
                let taps = ways[place].bridge.taps
                ways[place].new = min(ways[place].new, try CostBench.time(frame, taps[0], taps[1]))
                try taps[1].write(frames.answer(from: port, to: sourcePort))
                _ = try taps[0].readAll()
                ways[place].known = min(ways[place].known, try CostBench.time(frame, taps[0], taps[1]))
            }
        }
        for way in ways {
            print("cost \(way.name): new \(Stopwatch.text(way.new)), known \(Stopwatch.text(way.known))")
        }
    }

    /// Fewer at once than an interface's queue holds.
    private static let batch = 250
    private static let batches = 80

    private static func time(_ frame: [UInt8], _ from: TapDevice, _ to: TapDevice) throws -> Double {
        _ = try to.readAll()
        var arrived = 0
        let began = ContinuousClock.now
        for _ in 0..<batches {
            for _ in 0..<batch { try from.write(frame) }
            while try to.read() != nil { arrived += 1 }
        }
        let took = Stopwatch.milliseconds(ContinuousClock.now - began) * 1e6 / Double(batch * batches)
        guard arrived == batch * batches else {
            throw BenchFault(words: "\(arrived) of \(batch * batches) frames arrived")
        }
        return took
    }
}

/// Something that keeps a figure from being one.
struct BenchFault: Error, CustomStringConvertible {
    let words: String
    var description: String { words }
}
