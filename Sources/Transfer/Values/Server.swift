/// An FTP space: where it is, as whom, and how its identity is proved. Without the password.
public struct Server: Sendable, Hashable, Codable {
    /// How the lines are encrypted.
    public enum Encryption: String, Sendable, Codable {
        /// Everybody on the way can read the password and the files' names; contents are the repository's own secret.
        case none
        /// `AUTH TLS` on the control line, then everything encrypted. The usual FTPS.
        case explicit
        /// TLS from the first byte on, port 990.
        case implicit
    }

    public var encryption: Encryption
    /// A name or an address, IPv6 without brackets.
    public var host: String
    public var port: Int
    public var user: String
    /// The folder of everything. It begins with `/`, or is below the folder that the login leads to; `""` is that.
    public var folder: String
    /// A PEM file with the authorities that may sign; nil: the machine's own.
    public var authorities: String?
    /// The server's public key, `sha256//` and 44 characters of base 64. With one, the key is the proof and the chain of
    /// certificates is looked at only where `authorities` is set too.
    public var pinnedKey: String?
    /// From which addresses it lets one in, in a person's words: said when it does not.
    public var allowedFrom: String?

    public init(
        encryption: Encryption, host: String, port: Int? = nil, user: String, folder: String = "",
        authorities: String? = nil, pinnedKey: String? = nil
    ) {
        self.encryption = encryption
        self.host = host
        self.port = port ?? (encryption == .implicit ? 990 : 21)
        self.user = user
        self.folder = folder
        self.authorities = authorities
        self.pinnedKey = pinnedKey
    }

    /// As a person writes it: `ftps://backup@ftp.example.org/unixcorn`.
    public var url: String {
        let usual = encryption == .implicit ? 990 : 21
        let place = host.contains(":") ? "[\(host)]" : host
        return (encryption == .none ? "ftp" : "ftps") + "://\(PercentCoding.encode(user))@\(place)"
            + (port == usual ? "" : ":\(port)") + "/" + PercentCoding.encode(folder, keeping: "/")
    }
}
