import PacketFilter
import Testing

@Suite("What the kernel can filter with")
struct KernelFeaturesTests {
    @Test("names go to a command line and back", arguments: 0..<128)
    func names(_ bits: Int) {
        let features = KernelFeatures(rawValue: UInt16(bits))
        #expect(KernelFeatures(names: features.description) == features)
    }

    @Test("an unknown name is refused")
    func unknown() {
        #expect(KernelFeatures(names: "ct-bridge,ct-brigde") == nil)
        #expect(KernelFeatures(names: "") == [])
    }

    @Test("the probe says what nft itself finds out, and leaves nothing", .enabled(if: OwnNetwork.isPossible))
    func probe() async throws {
        let network = try await OwnNetwork()
        let features = try await KernelFeatures.probe(on: network.thread)
        let tests: [(KernelFeatures, String)] = [
            (.bridgeState, "table bridge t { chain c { ct state established; }; }"),
            (.bridgeReject, "table bridge t { chain c { reject; }; }"),
            (.bridgeName, "table bridge t { chain c { meta ibrname \"br0\"; }; }"),
            (.ftpHelper, "table inet t { ct helper h { type \"ftp\" protocol tcp; }; }"),
            (.flowtable, "table inet t { flowtable f { hook ingress priority 0; devices = { lo }; }; }"),
        ]
        let leftovers = try await network.nft.listRuleset()
        #expect(leftovers.isEmpty)
        for (feature, text) in tests {
            let status = try await network.thread.run {
                runHere(["/bin/sh", "-c", "nft '\(text)' 2>/dev/null"])
            }
            #expect(features.contains(feature) == (status == 0), "\(feature)")
        }
    }

    @Test("the probe of the host touches no rule of the host", .enabled(if: OwnNetwork.isPossible))
    func host() async throws {
        let thread = try await NetworkThread(.host)
        let nft = try await Nftables(on: thread)
        let before = try nft.generation()
        let features = try await KernelFeatures.probe()
        let after = try nft.generation()
        #expect(before == after)
        print("kernel features: \(features)")
    }
}
