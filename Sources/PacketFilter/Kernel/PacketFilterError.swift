/// Why the kernel or libnftables refused: what was tried, on what, and the refuser's own words.
public struct PacketFilterError: Error, Sendable, Equatable {
    /// `errno`, as its raw value: unknown codes survive.
    public var code: Code
    /// nft's own text, several lines where it quotes the rule, or the kernel's. From outside: hostile until `SafeText`.
    public var message: String
    /// The C function or the netlink message that failed: `nft_run_cmd_from_buffer`, `IPCTNL_MSG_CT_GET`.
    public var call: String
    /// What it was called for: a table, an interface, a log group, the place of a namespace.
    public var object: String
    /// The line of the text, from 1, that nft pointed at first; nil where it pointed at none.
    public var line: Int?

    public init(code: Code, message: String, call: String, object: String, line: Int? = nil) {
        self.code = code
        self.message = message
        self.call = call
        self.object = object
        self.line = line
    }

    /// An error number of the system. Constants are named after what they mean here.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// No reason was given.
        public static let unknown = Code(rawValue: 0)
        /// `EPERM`: a capability is missing.
        public static let notPermitted = Code(rawValue: 1)
        /// `ENOENT`: no such table, chain, flow, file.
        public static let missing = Code(rawValue: 2)
        /// `EACCES`
        public static let denied = Code(rawValue: 13)
        /// `EBUSY`: in use by something else.
        public static let busy = Code(rawValue: 16)
        /// `EEXIST`
        public static let exists = Code(rawValue: 17)
        /// `ENODEV`: no such interface.
        public static let noInterface = Code(rawValue: 19)
        /// `EINVAL`: also every text that nft cannot read.
        public static let invalid = Code(rawValue: 22)
        /// `ENOTEMPTY`: a range overlaps with another of its set.
        public static let notEmpty = Code(rawValue: 39)
        /// `EMSGSIZE`: more at once than the socket may send.
        public static let tooLong = Code(rawValue: 90)
        /// `EOPNOTSUPP`: this kernel does not have it.
        public static let unsupported = Code(rawValue: 95)
        /// `ENOBUFS`: events came faster than they were taken, and some are lost.
        public static let overrun = Code(rawValue: 105)
        /// `ENOTCONN`: it was closed here.
        public static let ended = Code(rawValue: 107)
        /// `ETIMEDOUT`: the kernel said nothing.
        public static let timedOut = Code(rawValue: 110)
    }
}
