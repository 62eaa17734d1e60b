/// An error of libvirt as a value: its code, its domain and its message, what was tried and on what.
public struct VirtError: Error, Sendable, Equatable, Codable {
    /// `virErrorNumber`, as its raw value: unknown codes survive.
    public var code: Code
    /// `virErrorDomain`, as its raw value.
    public var domain: Int32
    /// libvirt's own message. From outside: hostile until `SafeText`.
    public var message: String
    /// The C function that failed: `virDomainCreate`.
    public var call: String
    /// The object it was called for: a guest's name, a URI.
    public var object: String

    public init(code: Code, domain: Int32 = 0, message: String, call: String, object: String = "") {
        self.code = code
        self.domain = domain
        self.message = message
        self.call = call
        self.object = object
    }

    /// A libvirt error number. Constants are named after the C ones.
    public struct Code: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// `VIR_ERR_NO_SUPPORT`: the driver does not have this call.
        public static let noSupport = Code(rawValue: 3)
        /// `VIR_ERR_OPERATION_FAILED`
        public static let operationFailed = Code(rawValue: 9)
        /// `VIR_ERR_OPERATION_DENIED`: a read-only connection.
        public static let operationDenied = Code(rawValue: 29)
        /// `VIR_ERR_SYSTEM_ERROR`
        public static let systemError = Code(rawValue: 38)
        /// `VIR_ERR_RPC`
        public static let rpc = Code(rawValue: 39)
        /// `VIR_ERR_NO_DOMAIN`: the guest vanished.
        public static let noDomain = Code(rawValue: 42)
        /// `VIR_ERR_AUTH_FAILED`
        public static let authFailed = Code(rawValue: 45)
        /// `VIR_ERR_OPERATION_INVALID`: not in this state.
        public static let operationInvalid = Code(rawValue: 55)
        /// `VIR_ERR_OPERATION_TIMEOUT`
        public static let operationTimeout = Code(rawValue: 68)
        /// `VIR_ERR_AGENT_UNRESPONSIVE`
        public static let agentUnresponsive = Code(rawValue: 86)
        /// `VIR_ERR_ACCESS_DENIED`
        public static let accessDenied = Code(rawValue: 88)
        /// Not libvirt's: the call was abandoned after its time limit.
        public static let abandoned = Code(rawValue: -1)
    }
}
