import JSON

/// Reads what iptables-nft leaves of matches and targets that nft has no word for: their name, and nothing of what they say
/// (libnftables-json(5), XT). `IPTablesReading` reads the same rules whole.
enum CompatReading {
    static func statement(_ body: JSONValue, _ text: String) -> Statement {
        switch (body["type"]?.string, body["name"]?.string) {
        case ("match", "comment"), ("watcher", _): .passing(text)
        case ("target", let name?): target(name, text)
        default: .unknown(text)
        }
    }

    private static func target(_ name: String, _ text: String) -> Statement {
        switch name {
        case "MASQUERADE": .translate(.masquerade)
        case "SNAT": .translate(.other(text))
        case "REJECT": .reject
        case "NFQUEUE", "QUEUE": .verdict(.queue)
        default: harmless.contains(name) ? .passing(text) : .unknown(text)
        }
    }

    /// Targets of iptables that neither end a packet's way nor change what rules here look at (iptables-extensions(8)).
    static let harmless: Set = [
        "AUDIT", "CHECKSUM", "CLASSIFY", "DSCP", "ECN", "HL", "HMARK", "IDLETIMER", "LED", "LOG", "NFLOG", "RATEEST",
        "SECMARK", "CONNSECMARK", "SET", "TCPMSS", "TCPOPTSTRIP", "TEE", "TOS", "TRACE", "TTL", "ULOG",
    ]
}
