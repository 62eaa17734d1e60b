import Foundation
import PacketFilter
import Testing

/// What is written past nft, as nft's own list shows it.
@Suite("Elements by netlink", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct ElementBatchTests {
    private static func address(_ text: String) -> UInt128 { IPAddress(text)?.value ?? 0 }
    private static func tap(_ number: Int) -> UInt128 { InterfaceName.value("vnet\(number)") }
    private static let hardware = UInt128(HardwareAddress("52:54:00:00:00:07")?.value ?? 0)
    private static let web = SetElement.Data.verdict(.go("web"))

    private static let counted = NamedSet(
        "counted", key: [.interface], hasCounters: true,
        elements: [SetElement(values: [tap(1)]), SetElement(values: [InterfaceName.value("fifteen.letters")])])
    private static let pairs = NamedSet(
        "pairs", key: [.interface, .hardwareAddress, .ipv4],
        elements: [SetElement(values: [tap(1), hardware, address("10.0.0.1")], comment: "the “first” one")])
    private static let boxes = NamedSet(
        "boxes", key: [.interface, .protocol, .port, .ipv6], hasRanges: true,
        elements: [
            SetElement([tap(1)...tap(1), 6...6, 80...90, 0...UInt128.max], comment: "more.in"),
            SetElement(values: [tap(2), 17, 53, address("2001:db8::1")]),
        ])
    private static let spans = NamedSet(
        "spans", key: [.ipv4], hasRanges: true,
        elements: [
            SetElement([address("10.0.1.0")...address("10.0.1.255")]), SetElement(values: [address("10.0.0.9")]),
            SetElement([address("10.0.0.0")...address("10.0.0.255")]),
            SetElement([address("192.0.2.7")...address("192.0.2.9")]),
            SetElement([address("255.255.255.0")...address("255.255.255.255")]),
        ])
    private static let targets = NamedSet(
        "targets", key: [.interface, .number], elements: [SetElement(values: [tap(3), address("2001:db8::3")])])
    private static let kinds = NamedSet(
        "kinds", key: [.interface], data: .verdict,
        elements: [
            SetElement(values: [tap(1)], data: web), SetElement(values: [tap(2)], data: .verdict(.jump("web"))),
            SetElement(values: [tap(3)], data: .verdict(.accept)), SetElement(values: [tap(4)], data: .verdict(.drop)),
            SetElement(values: [tap(5)], data: .verdict(.leave)),
            SetElement(values: [tap(6)], data: .verdict(.proceed)),
        ])
    private static let gate = NamedSet(
        "gate", key: [.hardwareKind], data: .verdict, hasTimeout: true,
        elements: [SetElement(values: [1], data: web, timeout: 3600)])
    private static let published = NamedSet(
        "published", key: [.protocol, .port], data: .values([.ipv4, .port]),
        elements: [SetElement(values: [6, 8080], data: .values([address("10.0.0.5"), 80]), comment: "publish:7")])
    private static let marks = NamedSet("marks", key: [.mark], elements: [SetElement(values: [0x4000_0001])])
    private static let types = NamedSet(
        "types", key: [.etherType, .family], elements: [SetElement(values: [0x86dd, 10])])

    private static let sets = [
        counted, pairs, boxes, spans, targets, kinds, gate, published, marks, types,
    ]

    private static func table(_ sets: [NamedSet] = sets) -> Table {
        Table(.bridge, "guests", chains: [Chain("web")], sets: sets)
    }

    /// A network with the table, and its sets without an element.
    private func bare() async throws -> OwnNetwork {
        let network = try await OwnNetwork()
        var text = RulesetText()
        text.add(
            Self.table(
                Self.sets.map { set in
                    var set = set
                    set.elements = []
                    return set
                }))
        try await network.nft.run(text.bytes)
        return network
    }

    private func listed(_ network: OwnNetwork) async throws -> String {
        try await network.nft.list(family: "bridge", table: "guests")
    }

    private static func added(_ sets: [NamedSet] = sets) -> ElementBatch {
        var batch = ElementBatch()
        for set in sets { batch.add(set.elements, to: set, in: table()) }
        return batch
    }

    @Test("what is written is listed as if nft had written it", arguments: sets)
    func same(_ set: NamedSet) async throws {
        let (ours, theirs) = (try await bare(), try await bare())
        try await ours.nft.write(Self.added([set]))
        try await theirs.nft.run(Self.added([set]).text)
        let listed = try await listed(ours)
        #expect(listed == (try await self.listed(theirs)))
        #expect(listed != (try await self.listed(try await bare())))
    }

    @Test("all sets in one transaction, twice, and then nothing: as before")
    func toAndFro() async throws {
        let network = try await bare()
        let empty = try await listed(network)
        let first = try network.nft.generation()
        try await network.nft.write(Self.added())
        #expect(try network.nft.generation() == first + 1)
        let full = try await listed(network)
        try await network.nft.write(Self.added())
        #expect(try await listed(network) == full)
        var deleted = ElementBatch()
        for set in Self.sets where set.name != "spans" { deleted.delete(set.elements, from: set, in: Self.table()) }
        deleted.flush(Self.spans, in: Self.table())
        try await network.nft.write(deleted)
        #expect(try await listed(network) == empty)
    }

    @Test("an element that is there keeps its counter")
    func counters() async throws {
        let network = try await bare()
        try await network.nft.run("add element bridge guests counted { \"vnet1\" counter packets 7 bytes 700 }")
        try await network.nft.write(Self.added([Self.counted]))
        let text = try await network.nft.list(family: "bridge", table: "guests", options: [])
        #expect(text.contains("\"vnet1\" counter packets 7 bytes 700"))
        #expect(text.contains("\"fifteen.letters\" counter packets 0 bytes 0"))
    }

    @Test("nft can add to what was written, and take it away")
    func nftAfterwards() async throws {
        let network = try await bare()
        try await network.nft.write(Self.added())
        try await network.nft.run("add element bridge guests spans { 10.0.2.0/24 }")
        #expect(try await listed(network).contains("10.0.0.0-10.0.2.255"))
        try await network.nft.run("delete element bridge guests spans { 192.0.2.7-192.0.2.9 }")
        try await network.nft.run("delete element bridge guests kinds { \"vnet1\" : goto web }")
        let text = try await listed(network)
        #expect(!text.contains("192.0.2.7"))
        #expect(!text.contains("\"vnet1\" : goto web"))
    }

    @Test("more than one message can hold")
    func many() async throws {
        let network = try await bare()
        var batch = ElementBatch()
        let elements = (0..<20_000).map { SetElement(values: [Self.tap(1), Self.hardware, UInt128(0x0a00_0000 + $0)]) }
        batch.add(elements, to: Self.pairs, in: Self.table())
        try await network.nft.write(batch)
        let text = try await listed(network)
        #expect(text.components(separatedBy: "\"vnet1\" . ").count == 20_001)
    }

    @Test("what is not there is named, and nothing of the batch holds", arguments: ["no_such_set", "web"])
    func missing(_ name: String) async throws {
        let network = try await bare()
        let before = try await listed(network)
        var batch = Self.added()
        batch.add([SetElement(values: [Self.tap(1)])], to: NamedSet(name, key: [.interface]), in: Self.table())
        batch.add(Self.marks.elements, to: Self.marks, in: Self.table())
        let error = await #expect(throws: PacketFilterError.self) { try await network.nft.write(batch) }
        #expect(error?.code == .missing)
        #expect(error?.object == "bridge guests \(name)")
        #expect(error?.call == "NFT_MSG_NEWSETELEM")
        #expect(try await listed(network) == before)
    }

    @Test("a verdict that leads to no chain, an element that is not there, a table that is not there")
    func nowhere() async throws {
        let network = try await bare()
        var nowhere = ElementBatch()
        nowhere.add(
            [SetElement(values: [Self.tap(9)], data: .verdict(.go("nowhere")))], to: Self.kinds, in: Self.table())
        var gone = ElementBatch()
        gone.delete(Self.marks.elements, from: Self.marks, in: Self.table())
        var elsewhere = ElementBatch()
        elsewhere.add(Self.marks.elements, to: Self.marks, in: Table(.inet, "guests"))
        for batch in [nowhere, gone, elsewhere] {
            let error = await #expect(throws: PacketFilterError.self) { try await network.nft.write(batch) }
            #expect(error?.code == .missing)
        }
    }

    @Test("ranges and data that are in the way of others")
    func inTheWay() async throws {
        let network = try await bare()
        try await network.nft.write(Self.added())
        var overlap = ElementBatch()
        overlap.add(
            [SetElement([Self.address("192.0.2.0")...Self.address("192.0.2.8")])], to: Self.spans, in: Self.table())
        let first = await #expect(throws: PacketFilterError.self) { try await network.nft.write(overlap) }
        #expect(first.map { [.exists, .notEmpty].contains($0.code) } == true)
        var other = ElementBatch()
        other.add([SetElement(values: [Self.tap(1)], data: .verdict(.drop))], to: Self.kinds, in: Self.table())
        let second = await #expect(throws: PacketFilterError.self) { try await network.nft.write(other) }
        #expect(second.map { [.exists, .busy].contains($0.code) } == true)
        #expect(second?.object == "bridge guests kinds")
    }

    @Test("ranges that touch others that are there are held beside them")
    func beside() async throws {
        let network = try await bare()
        for address in ["10.0.0.2", "10.0.0.3", "10.0.0.1", "10.0.0.2"] {
            var batch = ElementBatch()
            batch.add([SetElement(values: [Self.address(address)])], to: Self.spans, in: Self.table())
            try await network.nft.write(batch)
        }
        for address in ["10.0.0.1", "10.0.0.2", "10.0.0.3"] {
            try await network.nft.run("get element bridge guests spans { \(address) }")
        }
        await #expect(throws: PacketFilterError.self) {
            try await network.nft.run("get element bridge guests spans { 10.0.0.4 }")
        }
    }

    private static let impossible: [(NamedSet, SetElement)] = [
        (NamedSet("x; flush ruleset", key: [.mark]), SetElement(values: [1])),
        (NamedSet("", key: [.mark]), SetElement(values: [1])),
        (NamedSet("a\0b", key: [.mark]), SetElement(values: [1])),
        (marks, SetElement(values: [1, 2])), (marks, SetElement([1...2])), (marks, SetElement(values: [1 << 32])),
        (marks, SetElement(values: [1], data: web)), (kinds, SetElement(values: [1])),
        (kinds, SetElement(values: [1], data: .verdict(.go("x }\nflush ruleset")))),
        (published, SetElement(values: [6, 80], data: .values([1]))), (pairs, SetElement([])),
        (marks, SetElement(values: [1], comment: String(repeating: "x", count: 128))),
        (NamedSet("ranges", key: [.mark], hasRanges: true), SetElement([1...2])),
    ]

    @Test("what no such set can hold is refused before the kernel sees it", arguments: impossible.indices)
    func refused(_ place: Int) async throws {
        let network = try await bare()
        let before = try network.nft.generation()
        var batch = ElementBatch()
        batch.add([Self.impossible[place].1], to: Self.impossible[place].0, in: Self.table())
        let error = await #expect(throws: PacketFilterError.self) { try await network.nft.write(batch) }
        #expect(error?.code == .invalid)
        #expect(error?.object.hasPrefix("bridge guests ") == true)
        #expect(try network.nft.generation() == before)
    }

    @Test("an element with a time ends by itself")
    func timeout() async throws {
        let network = try await bare()
        var batch = ElementBatch()
        batch.add([SetElement(values: [1], data: Self.web, timeout: 1)], to: Self.gate, in: Self.table())
        try await network.nft.write(batch)
        #expect(try await listed(network).contains("timeout 1s"))
        try await Task.sleep(for: .milliseconds(1300))
        #expect(try await !listed(network).contains("timeout 1s"))
    }

    @Test("nothing to do is done")
    func nothing() async throws {
        let network = try await bare()
        try await network.nft.write(ElementBatch())
        var batch = ElementBatch()
        batch.add([], to: Self.marks, in: Self.table())
        #expect(batch.isEmpty)
    }
}
