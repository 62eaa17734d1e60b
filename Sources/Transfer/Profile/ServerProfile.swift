public import Text

/// What one server can do, learned once and then obeyed: a command that it does not know may cost the connection.
public struct ServerProfile: Sendable, Hashable, Codable {
    public enum Passive: String, Sendable, Codable {
        /// `PASV`. Its address is ignored.
        case pasv
        /// `EPSV`, which IPv6 needs.
        case epsv
    }
    public enum Listing: String, Sendable, Codable {
        case mlsd, list
    }
    public enum Encryption: String, Sendable, Codable {
        case tls12
        /// Only TLS 1.3 is there: libcurl 7.88 loses files in a second data line of one session, so each has its own.
        case tls13
    }

    public var passive: Passive
    public var listing: Listing
    /// `SIZE` answers. Where not, a listing is asked.
    public var hasSize: Bool
    /// `REST` before `RETR` gives the bytes from there on.
    public var hasRanges: Bool
    /// `RNFR` and `RNTO` work and keep the content. Nil: nobody has tried yet.
    public var canRename: Bool?
    /// `APPE` puts bytes behind those that are there, and nothing else. Nil: nobody has tried yet.
    public var canAppend: Bool?
    public var encryption: Encryption
    /// `AUTH TLS` would be possible where plain FTP is used. Nil: not asked.
    public var offersTLS: Bool?
    /// How many connections the server lets in, where it has said so.
    public var connectionLimit: Int?
    /// How many files it takes, where it has said so or a person has.
    public var fileLimit: Int?
    /// What it said first, for people.
    public var banner: SafeText

    public init(
        passive: Passive = .pasv, listing: Listing = .list, hasSize: Bool = true, hasRanges: Bool = true,
        canRename: Bool? = nil, canAppend: Bool? = nil, encryption: Encryption = .tls12, offersTLS: Bool? = nil,
        connectionLimit: Int? = nil,
        fileLimit: Int? = nil, banner: SafeText = ""
    ) {
        self.passive = passive
        self.listing = listing
        self.hasSize = hasSize
        self.hasRanges = hasRanges
        self.canRename = canRename
        self.canAppend = canAppend
        self.encryption = encryption
        self.offersTLS = offersTLS
        self.connectionLimit = connectionLimit
        self.fileLimit = fileLimit
        self.banner = banner
    }

    /// What every server of the last thirty years knows: `PASV`, `LIST`, `SIZE`, `REST`.
    public static let cautious = ServerProfile()
}
