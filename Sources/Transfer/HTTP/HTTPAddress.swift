/// The parts of an absolute URL of HTTP (RFC 9110, 4.2), as they are written.
public struct HTTPAddress: Sendable, Hashable {
    public var isEncrypted: Bool
    /// In small letters; IPv6 without brackets.
    public var host: String
    public var port: Int
    /// Begins with `/`, or is empty.
    public var path: String
    /// Begins with `?`, or is empty.
    public var query: String

    /// Nil for another scheme, a login, a fragment, a host or port that cannot be, or anything but printable ASCII.
    public init?(_ url: String) {
        guard url.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), let scheme = HTTPAddress.scheme(of: url) else { return nil }
        isEncrypted = scheme == "https://"
        let rest = url.dropFirst(scheme.count)
        guard !rest.contains(where: { "#\\\"<>".contains($0) }) else { return nil }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard !rest[..<end].contains("@"), let (host, port) = Server.hostAndPort(rest[..<end]) else { return nil }
        self.host = host.lowercased()
        self.port = port ?? (scheme == "https://" ? 443 : 80)
        let question = rest[end...].firstIndex(of: "?") ?? rest.endIndex
        path = String(rest[end..<question])
        query = String(rest[question...])
    }

    private static func scheme(of url: String) -> String? {
        ["https://", "http://"].first { url.prefix($0.count).lowercased() == $0 }
    }

    /// Scheme, host and port: what must be the same for a link to lead to the same server.
    public var origin: String { HTTPAddress.origin(isEncrypted: isEncrypted, host: host, port: port) }

    static func origin(isEncrypted: Bool, host: String, port: Int) -> String {
        let place = host.contains(":") ? "[\(host)]" : host
        let isUsual = port == (isEncrypted ? 443 : 80)
        return (isEncrypted ? "https://" : "http://") + place + (isUsual ? "" : ":\(port)")
    }
}
