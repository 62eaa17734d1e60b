import Testing

@testable import PacketFilter

@Suite("Watching the rules", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct RulesetWatchTests {
    private static func transaction(_ change: RulesetChange) -> RulesetChange.Transaction? {
        if case .transaction(let transaction) = change { transaction } else { nil }
    }

    @Test("a change by another program has its name, number and tables")
    func names() async throws {
        let network = try await OwnNetwork()
        let watch = try await RulesetWatch.open(on: network.thread)
        let status = try await network.thread.run {
            runHere(["/usr/sbin/nft", "add table inet one; add chain inet one c; add table bridge two"])
        }
        #expect(status == 0)
        let change = try #require(await first(of: watch.changes, Self.transaction))
        #expect(change.processName == "nft")
        #expect(change.process > 0 && change.process != network.thread.threadID)
        #expect(change.tables == [TableName(.inet, "one"), TableName(.bridge, "two")])
        #expect(change.deletedTables.isEmpty)
        let generation = try watch.generation()
        #expect(change.generation == generation)
    }

    @Test("a change of our own has the number of our thread")
    func own() async throws {
        let network = try await OwnNetwork()
        let watch = try await RulesetWatch.open(on: network.thread)
        try await network.nft.run("add table inet one")
        let change = try #require(await first(of: watch.changes, Self.transaction))
        #expect(change.process == network.thread.threadID)
        #expect(change.processName == "unixcorn-test")
    }

    @Test("a removed table is told", arguments: ["delete table inet one", "flush ruleset"])
    func deleted(_ command: String) async throws {
        let network = try await OwnNetwork()
        try await network.nft.run("add table inet one\nadd chain inet one c\nadd rule inet one c accept\n")
        let watch = try await RulesetWatch.open(on: network.thread)
        try await network.nft.run(command)
        let change = try #require(await first(of: watch.changes, Self.transaction))
        #expect(change.deletedTables == [TableName(.inet, "one")])
    }

    @Test("a change of one element tells its table")
    func element() async throws {
        let network = try await OwnNetwork()
        try await network.nft.run("table inet one {\nset s {\ntype ipv4_addr\n}\n}\ntable inet other {\n}\n")
        let watch = try await RulesetWatch.open(on: network.thread)
        try await network.nft.run("add element inet one s { 192.0.2.1 }")
        let change = try #require(await first(of: watch.changes, Self.transaction))
        #expect(change.tables == [TableName(.inet, "one")])
    }

    @Test("a failed or dry batch is no change")
    func nothing() async throws {
        let network = try await OwnNetwork()
        let watch = try await RulesetWatch.open(on: network.thread)
        try await network.nft.check("add table inet dry")
        await #expect(throws: PacketFilterError.self) { try await network.nft.run("add rule inet no c accept") }
        try await network.nft.run("add table inet last")
        let change = try #require(await first(of: watch.changes, Self.transaction))
        #expect(change.tables == [TableName(.inet, "last")])
    }

    @Test("events that were lost are told, and what comes afterwards is seen")
    func overrun() async throws {
        let network = try await OwnNetwork()
        let socket = try await network.thread.run {
            // NETLINK_NETFILTER
            let socket = try NetlinkSocket(12, object: "test")
            socket.setReceiveBuffer(4096)
            // NFNLGRP_NFTABLES
            try socket.join(7)
            return LockedSocket(socket)
        }
        // Nobody reads yet: there is room for a few of these.
        for number in 0..<100 { try await network.nft.run("add table inet t\(number)") }
        let (reader, changes) = try EventReader.start(socket, RulesetDecoder(), call: "test", object: "test")
        let isLost = await first(of: changes) { $0 == .overrun ? true : nil }
        #expect(isLost == true)
        try await network.nft.run("delete table inet t1")
        let generation = try network.nft.generation()
        let change = await first(of: changes) { change in
            Self.transaction(change).flatMap { $0.generation == generation ? $0 : nil }
        }
        #expect(change?.deletedTables.contains(TableName(.inet, "t1")) == true)
        reader.stop()
    }

    @Test("the stream ends with the watch")
    func end() async throws {
        let network = try await OwnNetwork()
        let watch = try await RulesetWatch.open(on: network.thread)
        watch.stop()
        for await _ in watch.changes {}
    }
}
