import JSON

/// Reads where packets go next.
enum VerdictReading {
    static func verdict(_ statement: JSONValue) -> Verdict? {
        guard let (kind, body) = statement.tagged.map({ ($0.name, $0.value) }) else { return nil }
        switch kind {
        case "accept": return .accept
        case "drop": return .drop
        case "continue": return .proceed
        case "return": return .leave
        case "queue": return .queue
        case "jump": return body["target"]?.string.map { .jump($0) }
        case "goto": return body["target"]?.string.map { .go($0) }
        default: return nil
        }
    }
}
