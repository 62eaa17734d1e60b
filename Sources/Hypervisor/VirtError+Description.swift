public import Text

extension VirtError: CustomStringConvertible {
    /// One line: the object, libvirt's message, the call. Outside text in it is cleaned.
    public var description: String {
        let subject = object.isEmpty ? "" : "\(SafeText(object)): "
        return "\(subject)\(SafeText(message)) (\(call), code \(code.rawValue))"
    }

    /// What to do next, for the errors that are met most; nil where nothing better than libvirt's message is known.
    ///
    /// Codes are coarse (a missing socket and a refused one share a code): within them libvirt's message decides, which
    /// is English unless the process has set another locale for messages.
    public var hint: Phrase? {
        if call.hasPrefix("virConnectOpen"), let known = addressHint { return known }
        if let known = backupHint { return known }
        if message.contains("agent is not configured") { return .hintNoAgent }
        if message.contains("polkit") || message.contains("org.libvirt.") { return .hintPolkit }
        if let known = Self.hints[code] { return known }
        if isSocketMissing { return .hintDaemonDown }
        return Self.messageHints.first { message.contains($0.part) }?.hint
    }

    /// What is wrong with the URI of a connection that could not be opened.
    private var addressHint: Phrase? {
        let scheme = object.prefix { $0 != ":" }
        let parts = scheme.split(separator: "+", maxSplits: 1)
        guard let driver = parts.first, object.contains("://"), Self.drivers.contains(driver.lowercased()) else {
            return .hintDriver(SafeText(String(parts.first ?? "")))
        }
        if message.contains("transport in URL") { return .hintTransport(SafeText(String(parts.last ?? ""))) }
        if message.contains("CA certificate") || message.contains("certificate '") { return .hintCertificates }
        if message.contains("Could not resolve hostname") || message.contains("Name or service not known") {
            return .hintUnknownHost
        }
        if driver == "test", code == .xmlError { return .hintTestFile }
        let path = object.dropFirst(scheme.count + 3).drop { $0 != "/" }.prefix { $0 != "?" }
        if driver == "qemu", !["/system", "/session", "/embed"].contains(path) { return .hintQEMUPath }
        return nil
    }

    /// The drivers that libvirt can have (drvopen in its documentation).
    private static let drivers: Set = [
        "qemu", "test", "xen", "lxc", "vbox", "esx", "vpx", "gsx", "hyperv", "vz", "openvz", "bhyve", "ch",
        "vmwareplayer", "vmwarews", "vmwarefusion",
    ]

    /// The ways to a host that libvirt can have (remote.html in its documentation).
    private static let transports: Set = ["unix", "tcp", "tls", "ssh", "ext", "libssh", "libssh2"]

    /// Whether libvirt can know this URI's driver and transport: one it cannot know was typed wrong.
    public static func knows(uri: String) -> Bool {
        let parts = uri.prefix { $0 != ":" }.lowercased().split(separator: "+", maxSplits: 1).map(String.init)
        guard uri.contains("://"), let driver = parts.first, drivers.contains(driver) else { return false }
        return parts.count == 1 || transports.contains(parts[1])
    }

    private var isSocketMissing: Bool {
        message.contains("Failed to connect socket") && message.contains("No such file")
    }

    private static let hints: [Code: Phrase] = [
        .operationDenied: .hintReadOnly,
        .noDomain: .hintNoDomain,
        .operationInvalid: .hintOperationInvalid,
        .agentUnresponsive: .hintAgent,
        .accessDenied: .hintAccessDenied,
        .authFailed: .hintAuthFailed,
        .authCancelled: .hintAuthFailed,
        .authUnavailable: .hintNotInGroup,
        .operationTimeout: .hintLockHeld,
        .noSupport: .hintNoSupport,
        .abandoned: .hintAbandoned,
        .noNetwork: .hintNoNetwork,
        .noStoragePool: .hintNoPool,
        .noStorageVolume: .hintNoVolume,
        .resourceBusy: .hintBusy,
        .xmlError: .hintXML,
        .xmlDetail: .hintXML,
        .xmlInvalidSchema: .hintXML,
        .noMemory: .hintNoMemory,
        .argumentUnsupported: .hintUnsupported,
        .configUnsupported: .hintUnsupported,
        .invalidConnection: .hintConnectionLost,
        .domainExists: .hintNameTaken,
        .migrateUnsafe: .hintMigrateUnsafe,
        .unknownHost: .hintUnknownHost,
    ]

    /// In this order: the first part that the message holds counts.
    private static let messageHints: [(part: String, hint: Phrase)] = [
        ("Permission denied", .hintNotInGroup),
        ("No such file or directory", .hintMissing),
        ("Connection refused", .hintDaemonDown),
        ("Cannot recv data", .hintConnectionLost),
        ("client socket is closed", .hintConnectionLost),
        ("End of file", .hintConnectionLost),
        ("keepalive", .hintAbandoned),
        ("No space left", .hintNoSpace),
        ("Failed to get \"write\" lock", .hintImageLocked),
        ("already exists", .hintNameTaken),
        ("already running", .hintOperationInvalid),
        ("Host key verification failed", .hintHostKey),
        ("Cannot access storage file", .hintStorageFile),
        ("Cannot allocate memory", .hintNoMemory),
    ]
}
