import PacketFilter
import Testing

@Suite("Rules through libnftables", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct NftablesTests {
    private static let table = """
        table inet guests {
        	chain web {
        		tcp dport { 80, 443 } accept
        	}
        }

        """

    @Test("what is loaded is listed as it was written")
    func roundtrip() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run(Self.table)
        let listed = try await network.nft.list(family: "inet", table: "guests")
        #expect(listed == Self.table)
        let all = try await network.nft.listRuleset()
        #expect(all == Self.table)
    }

    @Test("a batch that fails leaves the old table whole")
    func failure() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run(Self.table)
        let before = try network.nft.generation()
        let error = await #expect(throws: PacketFilterError.self) {
            try await network.nft.run(
                "flush chain inet guests web\nadd rule inet guests web drop\nadd rule inet guests web jump nowhere\n")
        }
        #expect(error?.code == .missing)
        #expect(error?.line == 3)
        #expect(error?.message.contains("jump nowhere") == true)
        #expect(error?.message.contains("/proc/") == false)
        let listed = try await network.nft.list(family: "inet", table: "guests")
        #expect(listed == Self.table)
        let after = try network.nft.generation()
        #expect(after == before)
    }

    @Test("a check says what would become of it, and changes nothing")
    func check() async throws {
        let network = try await OwnNetwork()
        try await network.nft.check(Self.table)
        let error = await #expect(throws: PacketFilterError.self) {
            try await network.nft.check("table inet guests {\n chain web {\n  no such words\n }\n}\n")
        }
        #expect(error?.line == 3)
        #expect(error?.code == .invalid)
        let listed = try await network.nft.listRuleset()
        #expect(listed.isEmpty)
    }

    @Test(
        "names that could end a command are refused before nft sees them",
        arguments: [
            "x; flush ruleset", "x\nflush ruleset", "x{", "", "x\0y", "\"x\"", "x y", "é", "$(reboot)",
            String(repeating: "x", count: 256),
        ])
    func names(_ name: String) async throws {
        let network = try await OwnNetwork()
        try await network.nft.run(Self.table)
        let error = await #expect(throws: PacketFilterError.self) {
            _ = try await network.nft.list(family: "inet", table: name)
        }
        #expect(error?.code == .invalid)
        if !name.contains(" ") {
            await #expect(throws: PacketFilterError.self) {
                _ = try await network.nft.listJSON(command: "list table inet \(name)x;")
            }
        }
        let listed = try await network.nft.listRuleset()
        #expect(listed == Self.table)
    }

    @Test("a command that does not list is refused as a list")
    func notAList() async throws {
        let network = try await OwnNetwork()
        await #expect(throws: PacketFilterError.self) { _ = try await network.nft.listJSON(command: "flush ruleset") }
    }

    @Test("a text with a zero byte is refused whole, not cut there")
    func zeroByte() async throws {
        let network = try await OwnNetwork()
        await #expect(throws: PacketFilterError.self) {
            try await network.nft.run("add table inet one\0\nadd table inet two")
        }
        let listed = try await network.nft.listRuleset()
        #expect(listed.isEmpty)
    }

    @Test("a reused context sees what other programs changed")
    func others() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run("add table inet ours")
        let status = try await network.thread.run {
            runHere(["/usr/sbin/nft", "add table inet theirs; add chain inet ours web; delete table inet theirs"])
        }
        #expect(status == 0)
        try await network.nft.run("add rule inet ours web accept")
        let listed = try await network.nft.listRuleset()
        #expect(listed.contains("accept"))
        #expect(!listed.contains("theirs"))
    }

    @Test("JSON has counters as they are now")
    func counters() async throws {
        let network = try await OwnNetwork()
        let (one, other) = try await network.guests()
        try await network.nft.run(
            """
            table bridge b {
            counter seen { }
            chain c { type filter hook forward priority 0; counter name seen; }
            }
            """)
        for count in 1...3 {
            try one.write(datagram(port: 9))
            _ = try other.read(milliseconds: 2000)
            let json = try await network.nft.listJSON(command: "list counters table bridge b")
            #expect(String(decoding: json, as: UTF8.self).contains("\"packets\": \(count),"))
        }
    }

    @Test("contexts in several networks at once do not meet")
    func several() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    let network = try await OwnNetwork()
                    for round in 0..<20 {
                        try await network.nft.run("add table inet t\(number)\nadd chain inet t\(number) c\(round)\n")
                    }
                    let listed = try await network.nft.listRuleset()
                    #expect(listed.split(separator: "\n").filter { $0.contains("chain c") }.count == 20)
                    #expect(listed.hasPrefix("table inet t\(number) {"))
                }
            }
            try await group.waitForAll()
        }
    }
}
