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

        /// `VIR_ERR_INTERNAL_ERROR`
        public static let internalError = Code(rawValue: 1)
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
        /// `VIR_ERR_NO_MEMORY`
        public static let noMemory = Code(rawValue: 2)
        /// `VIR_ERR_INVALID_CONN`
        public static let invalidConnection = Code(rawValue: 6)
        /// `VIR_ERR_INVALID_ARG`
        public static let invalidArgument = Code(rawValue: 8)
        /// `VIR_ERR_UNKNOWN_HOST`
        public static let unknownHost = Code(rawValue: 4)
        /// `VIR_ERR_XML_ERROR`
        public static let xmlError = Code(rawValue: 27)
        /// `VIR_ERR_DOM_EXIST`
        public static let domainExists = Code(rawValue: 28)
        /// `VIR_ERR_XML_DETAIL`
        public static let xmlDetail = Code(rawValue: 35)
        /// `VIR_ERR_NO_NETWORK`
        public static let noNetwork = Code(rawValue: 43)
        /// `VIR_ERR_NO_STORAGE_POOL`
        public static let noStoragePool = Code(rawValue: 49)
        /// `VIR_ERR_NO_STORAGE_VOL`
        public static let noStorageVolume = Code(rawValue: 50)
        /// `VIR_ERR_CONFIG_UNSUPPORTED`
        public static let configUnsupported = Code(rawValue: 67)
        /// `VIR_ERR_MIGRATE_UNSAFE`
        public static let migrateUnsafe = Code(rawValue: 81)
        /// `VIR_ERR_ARGUMENT_UNSUPPORTED`
        public static let argumentUnsupported = Code(rawValue: 74)
        /// `VIR_ERR_AUTH_CANCELLED`
        public static let authCancelled = Code(rawValue: 79)
        /// `VIR_ERR_RESOURCE_BUSY`
        public static let resourceBusy = Code(rawValue: 87)
        /// `VIR_ERR_OPERATION_UNSUPPORTED`
        public static let operationUnsupported = Code(rawValue: 84)
        /// `VIR_ERR_AUTH_UNAVAILABLE`
        public static let authUnavailable = Code(rawValue: 94)
        /// `VIR_ERR_XML_INVALID_SCHEMA`
        public static let xmlInvalidSchema = Code(rawValue: 92)
        /// `VIR_ERR_AGENT_UNSYNCED`
        public static let agentUnsynced = Code(rawValue: 97)
        /// Not libvirt's: the call was abandoned after its time limit.
        public static let abandoned = Code(rawValue: -1)
    }
}
