import Text

/// A server that speaks HTTPS: where it is, and how its identity is proved. Without the login.
public struct HTTPServer: Sendable, Hashable, Codable {
    /// Plain HTTP is for a program on this very machine: its host is a loopback address.
    public let isEncrypted: Bool
    /// A name or an address, IPv6 without brackets.
    public let host: String
    public let port: Int
    /// What every path is below: `/nextcloud`, or `""`. As it stands in a URL.
    public let folder: String
    /// A PEM file with the authorities that may sign; nil: the machine's own.
    public var authorities: String?
    /// The server's public key, `sha256//` and 44 characters of base 64. With one, the key is the proof and the chain of
    /// certificates is looked at only where `authorities` is set too.
    public var pinnedKey: String?

    /// Reads `https://cloud.example.org/folder`. Throws `TransferError` of the kind `usage` for anything that is no address
    /// of a server: a login in it, a question, a fragment; and for `http://` to another machine.
    public init(
        url: String, authorities: String? = nil, pinnedKey: String? = nil
    ) throws(TransferError) {
        guard let address = HTTPAddress(url), address.query.isEmpty else {
            throw TransferError(.usage, .badWebURL(SafeText(Server.withoutPassword(url))), hint: .webURLForm)
        }
        guard address.isEncrypted || HTTPServer.isLoopback(address.host) else {
            throw TransferError(.usage, .plainHTTP(SafeText(address.origin)), hint: .useHTTPS)
        }
        isEncrypted = address.isEncrypted
        host = address.host
        port = address.port
        var path = address.path[...]
        while path.hasSuffix("/") { path = path.dropLast() }
        folder = String(path)
        self.authorities = authorities
        self.pinnedKey = pinnedKey
    }

    /// As a person writes it: `https://cloud.example.org/folder`.
    public var url: String { origin + folder }

    /// Without the folder, and without the usual port.
    public var origin: String { HTTPAddress.origin(isEncrypted: isEncrypted, host: host, port: port) }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let isIPv4 = parts.count == 4 && !parts.contains(nil) && parts.first == 127
        return isIPv4 || host == "::1" || host.lowercased() == "localhost"
    }
}
