// packet-bench: sends packets through the rules of a policy in a network of its own, and tells where the kernel does
// something else than the policy says (cases), or than the simulator (random).
//
// usage: packet-bench cases POLICY GUESTS [WORDS]
//        packet-bench random POLICY GUESTS COUNT SEED
import Foundation
import PacketFilter
import UnixcornCore

let words = CommandLine.arguments
guard words.count >= 4, let text = FileManager.default.contents(atPath: words[3]) else {
    print("usage: packet-bench cases POLICY GUESTS [WORDS] | random POLICY GUESTS COUNT SEED")
    exit(2)
}
let policy = try PolicyReading.read(file: words[2])
let guests = try JSONDecoder().decode([FirewallGuest].self, from: text)
let features = FilterFeatures(try await KernelFeatures.probe())
let compiled = PolicyCompiler(policy, features: features).compile(guests)
let bench = PacketBench(policy: policy, guests: guests, compiled: compiled)
if words[1] == "cases" {
    exit(try await bench.cases(with: words.count > 4 ? words[4] : "") ? 0 : 1)
}
guard words.count == 6, let count = Int(words[4]), let seed = UInt64(words[5]) else { exit(2) }
exit(try await bench.random(count, seed: seed) ? 0 : 1)
