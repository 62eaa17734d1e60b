import Foundation

/// What the configuration file declares, checked and with its defaults filled in.
public struct Configuration: Sendable, Equatable {
    /// The file it comes from; nil for the defaults.
    public var file: String?
    /// Name in the header; empty: the host's own.
    public var name = ""
    /// Nil: from the environment.
    public var language: Language?
    /// A name of the time zone database; nil: the machine's own.
    public var timezone: String?
    public var theme = "unixcorn-dark"
    /// Seconds between two readings of the counters.
    public var refresh = 2
    public var mouse = false
    public var hosts = [HostDeclaration(name: "local", uri: "qemu:///system")]
    /// By pool name.
    public var pools: [String: PoolDeclaration] = [:]
    /// By guest name.
    public var guests: [String: GuestDeclaration] = [:]
    public var backup = BackupDeclaration()
    public var members = MembersDeclaration()
    /// By name.
    public var services: [String: ServiceDeclaration] = [:]
    public var finances = FinancesDeclaration()
    public var organization = OrganizationDeclaration()
    public var alerts = AlertThresholds()
    /// The policy's file; nil: `firewall.toml` beside the configuration.
    public var firewallPolicy: String?
    /// Seconds for which a policy is on trial.
    public var firewallSeconds = 60
    /// Folder of the state database; nil: the usual one.
    public var stateDirectory: String?

    public init() {}

    /// One `[[host]]`.
    public struct HostDeclaration: Sendable, Equatable {
        public var name: String
        public var uri: String
        /// Seconds.
        public var shutdownTimeout = 120
        /// Restarts this machine (`reboot`) or powers it off (`poweroff`); an absolute path.
        public var powerProgram = "/usr/bin/systemctl"

        public init(
            name: String, uri: String, shutdownTimeout: Int = 120, powerProgram: String = "/usr/bin/systemctl"
        ) {
            self.name = name
            self.uri = uri
            self.shutdownTimeout = shutdownTimeout
            self.powerProgram = powerProgram
        }

        public var id: HostID { HostID(rawValue: name) }
        /// Whether it is the machine that this program runs on.
        public var isThisMachine: Bool { HostSource.isLocal(uri) }
    }

    /// One `[pools.NAME]`.
    public struct PoolDeclaration: Sendable, Equatable {
        public var role = "other"
        /// Percent; nil: what `alerts` says.
        public var warnAt: Int?

        /// Whether disks in it enter a backup, and why not.
        public var isBackedUp = true
        public var reason = ""

        public init(role: String = "other", warnAt: Int? = nil, isBackedUp: Bool = true, reason: String = "") {
            self.role = role
            self.warnAt = warnAt
            self.isBackedUp = isBackedUp
            self.reason = reason
        }
    }

    /// The same configuration with one host at `uri` in place of the declared ones (`--connect`).
    public func connecting(to uri: String) -> Configuration {
        var changed = self
        if let declared = hosts.first(where: { $0.uri == uri }) {
            changed.hosts = [declared]
        } else {
            changed.hosts = [HostDeclaration(name: Configuration.hostName(in: uri) ?? "local", uri: uri)]
        }
        return changed
    }

    /// `beta` of `qemu+ssh://root@beta/system`.
    static func hostName(in uri: String) -> String? {
        guard let start = uri.range(of: "://")?.upperBound else { return nil }
        let authority = uri[start...].prefix { $0 != "/" && $0 != "?" }
        let host = authority.split(separator: "@").last.map { $0.prefix { $0 != ":" } } ?? ""
        return host.isEmpty ? nil : String(host)
    }
}

extension Configuration {
    /// Reads the configuration: `explicit` if given, else the first of the usual files that exists, else the defaults.
    ///
    /// Throws `ConfigurationError` with every problem of the file. Reads one file; blocks for that long.
    public static func load(explicit: String? = nil) throws(ConfigurationError) -> Configuration {
        if let explicit { return try read(file: explicit) }
        for file in usualFiles where FileManager.default.fileExists(atPath: file) { return try read(file: file) }
        return Configuration()
    }

    /// Where the file is looked for, in this order.
    public static var usualFiles: [String] {
        let home = ProcessInfo.processInfo.environment["HOME"].map { [$0 + "/.config/unixcorn/unixcorn.toml"] } ?? []
        return ["/etc/unixcorn/unixcorn.toml"] + home
    }

    /// The policy of the firewall, whether or not it is there.
    public var firewallFile: String {
        firewallPolicy ?? ((file ?? "/etc/unixcorn/unixcorn.toml") as NSString).deletingLastPathComponent
            + "/firewall.toml"
    }

    /// Reads one file.
    public static func read(file: String) throws(ConfigurationError) -> Configuration {
        try parse(try TOMLDocument.readText(file: file), file: file)
    }

    /// Reads the text of a file; `file` is for the messages.
    public static func parse(_ text: String, file: String) throws(ConfigurationError) -> Configuration {
        let tree = try TOMLDocument.parse(text, file: file)
        var check = ConfigurationCheck(file: file, map: TOMLKeyMap(text))
        check.walk(tree)
        var made = check.configuration()
        guard check.problems.isEmpty else {
            throw ConfigurationError(problems: check.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        }
        made.file = file
        return made
    }
}
