import Testing

@testable import UnixcornCore

@Suite("Import of broken files")
struct ImportHostileTests {
    /// A text with some of its words, numbers and lines exchanged, always the same for the same seed.
    private func broken(_ text: String, _ seed: UInt64) -> String {
        var random = SmallRandom(seed: seed)
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let odd = [
            "0", "65535", "65536", "-1", "!", "0.0.0.0/0", "::/0", "255.255.255.255", "FORWARD", "INPUT", "lo", "\u{0}",
            "\"", "$IP", "99999999999999999999", "-j", "DNAT", "'/>",
        ]
        for _ in 0..<6 where !words.isEmpty {
            let place = Int(random.next() % UInt64(words.count))
            switch random.next() % 3 {
            case 0: words.remove(at: place)
            case 1: words[place] = odd[Int(random.next() % UInt64(odd.count))]
            default: words.swapAt(place, Int(random.next() % UInt64(words.count)))
            }
        }
        return words.joined(separator: " ")
    }

    @Test("whatever stands in a file, there is a proposal that reads back", arguments: 1...24)
    func anything(seed: UInt64) throws {
        var source = ImportSource(guests: seed % 2 == 0 ? [] : [LintText.guest("a", nil, ["192.0.2.40"])])
        source.add(iptables: broken(ImportFixtures.byHand, seed), from: "a", isIPv6: false)
        source.add(iptables: broken(ImportFixtures.ufw6, seed), from: "b", isIPv6: true)
        source.add(iptables: broken(ImportFixtures.libvirt, seed + 100), from: "c", isIPv6: seed % 5 == 0)
        try? source.add(
            nftables: Array(
                broken(ImportListing.json.replacing(":", with: " : ").replacing(",", with: " , "), seed).utf8),
            from: "d")
        try? source.add(filter: Array(broken(ImportFixtures.webFilter, seed).utf8), from: "e")
        try? source.add(filter: Array(broken(ImportFixtures.binding, seed).utf8), from: "f")
        let proposal = PolicyImport(source).propose(packets: 50)
        #expect(
            proposal.policy != nil,
            "\(proposal.leftOut.map(\.words.english).filter { $0.contains("read back") })\n\(proposal.text)")
        #expect(!proposal.text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }
}
