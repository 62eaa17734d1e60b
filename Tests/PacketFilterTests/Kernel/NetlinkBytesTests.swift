import Testing

@testable import PacketFilter

@Suite("Bytes from netlink")
struct NetlinkBytesTests {
    @Test("numbers are read in both orders, and not beyond the end")
    func numbers() {
        let bytes: ArraySlice<UInt8> = [9, 1, 2, 3, 4][1...]
        #expect(bytes.network(UInt32.self) == 0x0102_0304)
        #expect(bytes.native(UInt32.self) == 0x0403_0201)
        #expect(bytes.network(Int16.self, at: 2) == 0x0304)
        #expect(bytes.network(UInt16.self, at: 3) == nil)
        #expect(bytes.network(UInt64.self) == nil)
        #expect(bytes.network(UInt8.self, at: -1) == nil)
        #expect(([0xFF, 0xFF, 0xFF, 0xFD] as ArraySlice<UInt8>).network(Int32.self) == -3)
    }

    @Test("what a request puts in, the reader finds again")
    func roundtrip() throws {
        var request = NetlinkRequest(type: 7, flags: 0, header: [1, 2, 3, 4])
        request.put(1, text: "name")
        request.nest(2) { $0.put(3, network: UInt16(80)) }
        request.put(4, [])
        let messages = Array(NetlinkMessages(request.finished(sequence: 9)[...]))
        let message = try #require(messages.first)
        #expect(messages.count == 1 && message.type == 7 && message.sequence == 9 && message.flags == 1)
        let facts = message.netfilterAttributes
        #expect(facts.text(1) == "name")
        #expect(facts.nested(2)?.number(3, UInt16.self) == 80)
        #expect(facts[4]?.isEmpty == true)
        #expect(facts[5] == nil)
    }

    @Test("no bytes whatever stop the decoders", .timeLimit(.minutes(1)))
    func hostile() throws {
        var random = SystemRandomNumberGenerator()
        var ruleset = RulesetDecoder()
        let names = try InterfaceNames(object: "test")
        let (trace, log) = (TraceDecoder(names: names), LogDecoder(names: names))
        for _ in 0..<5000 {
            var bytes: [UInt8] = []
            let size = Int.random(in: 0...200, using: &random)
            bytes.append(native: UInt32(Bool.random(using: &random) ? size : Int.random(in: 0...300, using: &random)))
            bytes.append(native: [0x0A0F, 0x0A11, 0x0A02, 0x0400, 0x0100].randomElement(using: &random) ?? UInt16(0))
            bytes += (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) & (Bool.random() ? 0x0F : 0xFF) }
            for message in NetlinkMessages(bytes[...]) {
                _ = ruleset.event(message)
                _ = trace.event(message)
                _ = log.event(message)
                _ = ConntrackFlow(message)
            }
        }
    }
}
