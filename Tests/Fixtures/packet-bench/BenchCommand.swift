import Foundation
import PacketFilter
import UnixcornCore

/// What the arguments ask for.
struct BenchCommand {
    private let deed: String
    private let file: String
    private let guests: [FirewallGuest]
    private let rest: [String]

    /// Nil: not a command.
    init?(_ words: [String]) throws {
        guard words.count >= 4, let text = FileManager.default.contents(atPath: words[3]) else { return nil }
        deed = words[1]
        file = words[2]
        guests = try JSONDecoder().decode([FirewallGuest].self, from: text)
        rest = Array(words.dropFirst(4))
        guard deed == "cases" || number(0) != nil else { return nil }
    }

    private func number(_ place: Int) -> Int? { place < rest.count ? Int(rest[place]) : nil }
    private func port(_ place: Int) -> UInt16 { place < rest.count ? UInt16(rest[place]) ?? 0 : 0 }

    func run() async throws -> Bool {
        let policy = try PolicyReading.read(file: file)
        let features = FilterFeatures(try await KernelFeatures.probe())
        let count = number(0) ?? 0
        let speed = SpeedBench(file: file, guests: guests, features: features, rounds: count)
        var compiled: CompiledPolicy { PolicyCompiler(policy, features: features).compile(guests) }
        var packets: PacketBench { PacketBench(policy: policy, guests: guests, compiled: compiled) }
        switch deed {
        case "cases": return try await packets.cases(with: rest.first ?? "")
        case "random": return try await packets.random(count, seed: UInt64(number(1) ?? 1))
        case "load": try await speed.load().print(deed)
        case "change" where rest.count == 2: try await speed.change(to: rest[1]).print(deed)
        case "start": try await speed.start().print(deed)
        case "hook": try await speed.hook().print(deed)
        case "cost":
            let others = try rest.dropFirst(2).map { path in
                let name = URL(filePath: path).deletingPathExtension().lastPathComponent
                return (name: name, text: try String(contentsOfFile: path, encoding: .utf8))
            }
            try await CostBench(compiled: compiled, guests: guests, port: port(1), rounds: count).run(others)
        case "pressure" where rest.count == 4:
            let policies = [policy, try PolicyReading.read(file: rest[3])]
            return try await PressureBench(
                policies: policies, guests: guests, features: features, port: port(1), closed: port(2)
            ).run(count)
        default: return false
        }
        return true
    }
}
