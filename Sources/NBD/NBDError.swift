public import Text

/// Why a network block device could not be reached or read: what was tried, on which export, and where on it.
public struct NBDError: Error, Sendable, Equatable {
    /// `errno`, as its raw value: unknown codes survive.
    public var code: Code
    /// libnbd's own message, or a server program's. From outside: hostile until `SafeText`.
    public var message: String
    /// The C function, or the program, that failed: `nbd_aio_pread`.
    public var call: String
    /// The export or the image: `vda at /run/unixcorn/web.sock`.
    public var object: String
    /// The byte of the export at which it happened, where it was at one.
    public var offset: UInt64?

    public init(code: Code, message: String, call: String, object: String, offset: UInt64? = nil) {
        self.code = code
        self.message = message
        self.call = call
        self.object = object
        self.offset = offset
    }

    /// An error number of the system. Constants are named after what they mean here.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// No reason was given.
        public static let unknown = Code(rawValue: 0)
        /// `ENOENT`: no such socket, export or image.
        public static let missing = Code(rawValue: 2)
        /// `EIO`: the server could not read its disk.
        public static let unreadable = Code(rawValue: 5)
        /// `EACCES`
        public static let denied = Code(rawValue: 13)
        /// `EBUSY`: a read of this connection is under way, or the image is in use.
        public static let busy = Code(rawValue: 16)
        /// `EINVAL`
        public static let invalid = Code(rawValue: 22)
        /// `EPROTO`: an answer that the protocol does not allow.
        public static let protocolBroken = Code(rawValue: 71)
        /// `EOPNOTSUPP`: the server or the export does not offer it.
        public static let unsupported = Code(rawValue: 95)
        /// `ENOTCONN`: the server closed the connection, or it was closed here.
        public static let ended = Code(rawValue: 107)
        /// `ETIMEDOUT`: the server said nothing for as long as it was given.
        public static let timedOut = Code(rawValue: 110)
        /// `ECONNREFUSED`: nobody listens on the socket.
        public static let refused = Code(rawValue: 111)
    }
}

extension NBDError: CustomStringConvertible {
    /// One line: the object, the place on it, the message, the call. Outside text in it is cleaned.
    public var description: String {
        let place = offset.map { " at byte \($0)" } ?? ""
        return "\(SafeText(object))\(place): \(SafeText(message)) (\(call), code \(code.rawValue))"
    }

    /// What to do next; nil where nothing better than the message is known.
    public var hint: Phrase? {
        if message.contains("\"write\" lock") { return .hintImageInUse }
        return switch code {
        case .missing where call == Self.serverProgram: .hintNoImage
        case .missing, .refused: .hintNoServer
        case .ended: .hintServerEnded
        case .timedOut: .hintServerSilent
        case .unreadable: .hintUnreadable
        case .denied: .hintDenied
        default: nil
        }
    }

    static let serverProgram = "qemu-nbd"
}
