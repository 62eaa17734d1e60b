// packet-bench: sends packets through the rules of a policy in a network of its own, and tells where the kernel does
// something else than the policy says (cases), or than the simulator (random). Measures what rules cost: their way into
// the kernel (load, change, start, hook), each packet (cost), and packets that go wrong meanwhile (pressure).
//
// usage: packet-bench cases POLICY GUESTS [WORDS]
//        packet-bench random POLICY GUESTS COUNT SEED
//        packet-bench load POLICY GUESTS ROUNDS
//        packet-bench change POLICY GUESTS ROUNDS OTHER-POLICY
//        packet-bench start|hook POLICY GUESTS ROUNDS
//        packet-bench cost POLICY GUESTS ROUNDS PORT [NFT-FILE...]
//        packet-bench pressure POLICY GUESTS COUNT PORT CLOSED-PORT OTHER-POLICY
import Foundation
import UnixcornCore

guard let command = try BenchCommand(CommandLine.arguments) else {
    print("usage: packet-bench cases|random|load|change|start|hook|cost|pressure POLICY GUESTS ...")
    exit(2)
}
exit(try await command.run() ? 0 : 1)
