import PacketFilter
import Testing

@Suite("What a table holds", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct TableContentsTests {
    private static let text = """
        table inet ours {
            counter passed { }
            counter dropped { }
            quota most { over 1 mbytes
            }
            set office { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 }
            }
            map gate { type nf_proto : verdict; flags timeout; elements = { ipv4 timeout 1h : goto next }
            }
            map kinds { type ifname : verdict; elements = { "vnet1" : drop, "vnet2" : jump next }
            }
            chain next { }
            chain last { }
            chain entry { type filter hook input priority 0; policy accept;
                meta nfproto vmap @gate
                tcp dport { 22, 80 } goto last
                jump last
                goto next
            }
        }
        table inet theirs { chain entry { goto other
            }
            chain other { }
            set office { type mark
            }
            counter passed { }
        }
        table bridge ours { chain bridged { }
        }
        """
    private static let table = TableName(.inet, "ours")

    @Test("names of one table alone, without sets that have none")
    func names() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run(Self.text)
        let contents = try await network.nft.contents(of: Self.table)
        #expect(contents?.chains == ["next", "last", "entry"])
        #expect(contents?.sets == ["office"])
        #expect(contents?.maps == ["gate", "kinds"])
        #expect(contents?.counters == ["passed", "dropped"])
        let maps = try await network.nft.maps(of: Self.table)
        #expect(maps == ["gate", "kinds"])
    }

    @Test("where a chain's rules lead that do nothing else")
    func targets() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run(Self.text)
        let targets = try await network.nft.targets(of: "entry", in: Self.table)
        #expect(targets == ["next"])
        let none = try await network.nft.targets(of: "nowhere", in: Self.table)
        #expect(none.isEmpty)
    }

    @Test("where a map leads, and for how long")
    func gates() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run(Self.text)
        let gate = try await network.nft.gateElements(of: "gate", in: Self.table)
        #expect(gate.map(\.chain) == ["next"])
        #expect(gate.allSatisfy { (3590...3600).contains($0.seconds ?? 0) })
        let kinds = try await network.nft.gateElements(of: "kinds", in: Self.table)
        #expect(kinds == [GateElement(chain: "next", seconds: nil)])
        let error = await #expect(throws: PacketFilterError.self) {
            try await network.nft.gateElements(of: "nowhere", in: Self.table)
        }
        #expect(error?.code == .missing)
    }

    @Test("nothing of a table that is not there")
    func missing() async throws {
        let network = try await OwnNetwork()
        let contents = try await network.nft.contents(of: Self.table)
        #expect(contents == nil)
        let maps = try await network.nft.maps(of: Self.table)
        #expect(maps.isEmpty)
    }
}
