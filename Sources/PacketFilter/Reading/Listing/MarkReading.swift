import JSON

/// Reads what rules write: into marks, into packets.
enum MarkReading {
    static func statement(_ body: JSONValue, _ text: String) -> Statement {
        guard let key = body["key"], let value = body["value"] else { return .unknown(text) }
        switch ExpressionText.text(key) {
        case "meta mark": return change(value, isConnection: false).map(statement) ?? .unknown(text)
        case "ct mark": return change(value, isConnection: true).map(statement) ?? .unknown(text)
        default: return isHarmless(key) ? .passing(text) : .unknown(text)
        }
    }

    private static func statement(_ change: MarkChange) -> Statement {
        let isOr = !change.isConnection && change.taken == 0 && change.kept == ~change.flipped
        return isOr ? .setMark(change.flipped) : .changeMark(change)
    }

    private static func change(_ value: JSONValue, isConnection: Bool) -> MarkChange? {
        if let number = value.number {
            return UInt32(exactly: number).map { MarkChange(isConnection: isConnection, flipped: $0) }
        }
        guard let (kind, body) = value.tagged.map({ ($0.name, $0.value) }) else { return nil }
        guard kind != "meta", kind != "ct" else { return mark(kind, body, isConnection) }
        guard let parts = body.array, parts.count == 2, let bits = parts[1].number.flatMap({ UInt32(exactly: $0) }),
            var change = change(parts[0], isConnection: isConnection)
        else { return nil }
        switch kind {
        case "&": change.keep(bits, set: 0)
        case "|": change.keep(~bits, set: bits)
        case "^": change.flipped ^= bits
        default: return nil
        }
        return change
    }

    private static func mark(_ kind: String, _ body: JSONValue, _ isConnection: Bool) -> MarkChange? {
        guard body["key"]?.string == "mark" else { return nil }
        let isOwn = isConnection == (kind == "ct")
        return MarkChange(isConnection: isConnection, kept: isOwn ? .max : 0, taken: isOwn ? 0 : .max)
    }

    /// Whether no rule that is known can see what was written.
    private static func isHarmless(_ key: JSONValue) -> Bool {
        guard let (kind, body) = key.tagged.map({ ($0.name, $0.value) }) else { return false }
        switch kind {
        case "tcp option", "ip option", "exthdr": return true
        case "ct": return true
        case "meta": return ["nftrace", "priority", "secmark"].contains(body["key"]?.string)
        case "payload": return body["base"] == nil && harmlessHeaders.contains(body["field"]?.string ?? "")
        default: return false
        }
    }

    /// Parts of headers that neither this program nor the kernel's routing decides by.
    private static let harmlessHeaders: Set = [
        "dscp", "ecn", "ttl", "hoplimit", "flowlabel", "id", "checksum", "window", "sequence", "ackseq", "urgptr",
        "pcp", "dei",
    ]
}

extension MarkChange {
    /// `& bits`, then `| set`.
    fileprivate mutating func keep(_ bits: UInt32, set: UInt32) {
        kept &= bits
        taken &= bits
        flipped = flipped & bits | set
    }
}
