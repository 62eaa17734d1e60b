/// What rules do to a packet on its way.
extension Packet {
    /// Whether connection tracking has a connection for it.
    var isTracked: Bool { state != .untracked && state != .invalid }

    /// False where the rule ends because it reads the mark of a connection that there is none of.
    mutating func change(_ change: MarkChange) -> Bool {
        guard isTracked || (change.isConnection ? change.kept : change.taken) == 0 else { return false }
        if !change.isConnection {
            mark = change.value(mark, other: connectionMark)
        } else if isTracked {
            connectionMark = change.value(connectionMark, other: mark)
        }
        return true
    }

    /// Puts another address or port in one of its ends; what is nil stays.
    mutating func translate(_ end: Translation.End, _ address: UInt128?, _ port: UInt16?) {
        guard var body = ip else { return }
        let other = address.map { body.isIPv6 ? IPAddress(ipv6: $0) : IPAddress(ipv4: UInt32(truncatingIfNeeded: $0)) }
        switch end {
        case .source:
            if let other { body.source = other }
            if let port, body.protocol.hasPorts { body.sourcePort = port }
        case .destination:
            if let other { body.destination = other }
            if let port, body.protocol.hasPorts { body.destinationPort = port }
            isTranslated = true
        }
        self.body = .ip(body)
    }
}
