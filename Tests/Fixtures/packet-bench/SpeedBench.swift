import Foundation
import PacketFilter
import UnixcornCore

/// How long a policy takes from its text to the kernel, each in a network namespace of its own.
struct SpeedBench {
    let file: String
    let guests: [FirewallGuest]
    let features: FilterFeatures
    let rounds: Int

    /// Everything into a kernel that has nothing.
    func load() async throws -> Stopwatch {
        try await Stopwatch.best(of: rounds) { _ in
            let nftables = try await Nftables(on: try await NetworkThread(.scratch))
            let policy = try PolicyReading.read(file: file)
            var watch = Stopwatch()
            let compiled = PolicyCompiler(policy, features: features).compile(guests)
            watch.lap("compile")
            let steps = FirewallTransaction(loaded: LoadedFirewall()).start(compiled)
            watch.lap("text")
            try await watch.laps(of: steps, nftables)
            return watch
        }
    }

    /// Another text of the policy, from the file until it rules: to and fro between the two.
    func change(to other: String) async throws -> Stopwatch {
        let nftables = try await Nftables(on: try await NetworkThread(.scratch))
        let first = PolicyCompiler(try PolicyReading.read(file: file), features: features).compile(guests)
        _ = try await nftables.run(FirewallTransaction(loaded: LoadedFirewall()).load(first))
        return try await Stopwatch.best(of: rounds) { round in
            var watch = Stopwatch()
            let policy = try PolicyReading.read(file: round % 2 == 0 ? other : file)
            watch.lap("parse")
            let compiled = PolicyCompiler(policy, features: features).compile(guests)
            watch.lap("compile")
            let loaded = try await LoadedFirewall.read(nftables)
            watch.lap("read")
            let steps = FirewallTransaction(loaded: loaded).trial(compiled, seconds: 60)
            watch.lap("text")
            try await watch.laps(of: steps, nftables)
            let after = try await LoadedFirewall.read(nftables)
            try await nftables.run(FirewallTransaction(loaded: after).confirm(compiled.version))
            return watch
        }
    }

    /// A guest that was not there, as the service does it that holds the policy: from its description to its elements.
    func start() async throws -> Stopwatch {
        let nftables = try await Nftables(on: try await NetworkThread(.scratch))
        let compiler = PolicyCompiler(try PolicyReading.read(file: file), features: features)
        let known = compiler.compile(Array(guests.dropLast(rounds)))
        _ = try await nftables.run(FirewallTransaction(loaded: LoadedFirewall()).load(known))
        let new = Array(guests.suffix(rounds))
        return try await Stopwatch.best(of: new.count) { round in
            var watch = Stopwatch()
            let step = FirewallTransaction.plug(new[round], into: [compiler])
            watch.lap("elements")
            try await watch.laps(of: [step], nftables)
            return watch
        }
    }

    /// The same by a process that knows nothing yet, as libvirt's hook does it.
    func hook() async throws -> Stopwatch {
        let thread = try await NetworkThread(.scratch)
        let links = try await Links(on: thread)
        for name in ["bridge-nf-call-iptables", "bridge-nf-call-ip6tables"] {
            try? await links.set("bridge/" + name, "1")
        }
        let folder = NSTemporaryDirectory() + "unixcorn-bench-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let host = try await FirewallHost(on: thread, stateFolder: folder)
        let policy = try PolicyReading.read(file: file)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let known = guests.dropLast(rounds)
        try await host.begin(
            policy, text: text, guests: Array(known), seconds: 60, by: Operator(), mayCut: true, operators: [])
        try await host.confirm()
        let new = Array(guests.suffix(rounds))
        return try await Stopwatch.best(of: new.count) { round in
            var watch = Stopwatch()
            try await host.plug(new[round])
            watch.lap("plug")
            return watch
        }
    }
}

extension Stopwatch {
    /// Makes changes; the time of each counts for the kernel, with what nft needs to read and write it.
    fileprivate mutating func laps(of steps: [FirewallStep], _ nftables: Nftables) async throws {
        try await nftables.run(steps)
        lap("kernel")
    }
}
