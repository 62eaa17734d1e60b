extension PolicyReading {
    /// Who is at the other end: one, or a list of which any will do. Empty: everybody.
    mutating func peers(_ value: PlacedNode) -> [Peer] {
        var peers: [Peer] = []
        var isAnybody = false
        if value.members?.isEmpty == true { report(value.path, .emptyList(.peers)) }
        for member in value.oneOrMany {
            guard let text = text(member, allowed: .peers) else { continue }
            if text == "any" {
                isAnybody = true
            } else if let peer = peer(text, member.path) {
                peers.append(peer)
            }
        }
        return isAnybody ? [] : peers
    }

    private mutating func peer(_ text: String, _ path: TOMLPath) -> Peer? {
        if text == "admins" { return .admins }
        if text == "guests" { return .guests }
        if text.hasPrefix("@") { return setName(String(text.dropFirst()), path).map { .set($0) } }
        if text.hasPrefix("kind:") {
            return kindName(PlacedNode(path, .string(String(text.dropFirst(5))))).map { .kind($0) }
        }
        if text.hasPrefix("guest:") { return guestPeer(String(text.dropFirst(6)), path) }
        return blockPeer(text, path)
    }

    private mutating func guestPeer(_ name: String, _ path: TOMLPath) -> Peer? {
        if PolicyReading.isGuestName(name) { return .guest(name) }
        report(path, .notAllowed(PolicyReading.quoted(name), allowed: .aGuest))
        return nil
    }

    /// An address, unless it looks like a name that lacks its sign.
    private mutating func blockPeer(_ text: String, _ path: TOMLPath) -> Peer? {
        do {
            return .block(try AddressBlock.read(text))
        } catch AddressFault.noAddress {
            report(path, .noPeer(PolicyReading.quoted(text), nearest: peerNearest(to: text)))
        } catch {
            report(path, .fault(error, PolicyReading.quoted(text)))
        }
        return nil
    }

    private func peerNearest(to text: String) -> String? {
        if setNames.contains(text) { return "@" + text }
        if kindNames.contains(text) { return "kind:" + text }
        let known = ["any", "admins", "guests"] + setNames.map { "@" + $0 } + kindNames.map { "kind:" + $0 }
        return nearest(to: text, in: known)
    }
}
