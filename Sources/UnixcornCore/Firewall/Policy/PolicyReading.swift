import Foundation

/// Reads `firewall.toml`: holds the text against the table of keys, collects every problem, and makes the policy of what
/// is left.
public struct PolicyReading {
    let file: String
    private let map: TOMLKeyMap
    private var problems: [ConfigurationProblem] = []
    var policy: FirewallPolicy
    /// What the file declares, and so what may be referred to.
    var kindNames: [String] = []
    var setNames: [String] = []

    /// Reads a policy, and the files of addresses that it names.
    ///
    /// Throws `ConfigurationError` with every problem. Blocks for as long as the file system takes.
    public static func read(file: String) throws(ConfigurationError) -> FirewallPolicy {
        try parse(try TOMLDocument.readText(file: file), file: file)
    }

    /// Reads the text of a policy. The files that it names are looked for beside `file`, which itself is not read.
    public static func parse(_ text: String, file: String) throws(ConfigurationError) -> FirewallPolicy {
        try refuseZeros(text, file)
        let tree = try TOMLDocument.parse(text, file: file)
        var reading = PolicyReading(text, file)
        reading.walk(tree)
        guard reading.problems.isEmpty else { throw ConfigurationError(problems: reading.sortedProblems) }
        return reading.policy
    }

    private init(_ text: String, _ file: String) {
        self.file = file
        map = TOMLKeyMap(text)
        policy = FirewallPolicy(file: file)
    }

    /// The TOML library takes a zero for the end of the text, and one that is escaped for the end of the value: what
    /// stands behind it would be lost in silence.
    private static func refuseZeros(_ text: String, _ file: String) throws(ConfigurationError) {
        let zeros = ["\0", #"\u0000"#, #"\U00000000"#].compactMap { text.range(of: $0, options: .literal)?.lowerBound }
        guard let zero = zeros.min() else { return }
        let line = text.utf8[..<zero].count { $0 == UInt8(ascii: "\n") } + 1
        throw ConfigurationError(problems: [
            ConfigurationProblem(file: file, line: line, key: nil, message: .notTOML(.zeroInText))
        ])
    }

    private mutating func walk(_ tree: [String: TOMLNode]) {
        guard let values = section(PlacedNode(TOMLPath(), .table(tree)), .policy) else { return }
        let sets = named(values["sets"], .sets)
        let kinds = named(values["kinds"], .kinds)
        setNames = sets.keys.sorted()
        kindNames = Set(kinds.keys).union(["closed"]).sorted()
        readSets(sets)
        readTop(values)
        readKinds(kinds, host: values["host"])
        readGuests(values["guests"])
        readPublished(values["publish"])
        policy.masquerades = sections(values["masquerade"], .masquerade).compactMap { masquerade($0) }
    }

    /// The keys before the first section.
    private mutating func readTop(_ values: [String: PlacedNode]) {
        if let value = values["admins"] {
            policy.admins = addresses(value)
            policy.adminsLine = line(value.path)
        }
        if let value = values["admin_ports"] { policy.adminPorts = ports(value) }
        if let value = values["taps"] { policy.taps = taps(value) }
        if let value = values["default_kind"], let name = kindName(value) {
            policy.defaultKind = name
            policy.defaultKindLine = line(value.path)
        }
        if let value = values["log"] { readLog(value) }
        if let value = values["block"] { policy.blocked = includedSets(value) }
    }
}

extension PolicyReading {
    mutating func report(_ path: TOMLPath, _ message: Phrase) {
        report(file, map.line(of: path), path, message)
    }

    mutating func report(_ file: String, _ line: Int?, _ path: TOMLPath, _ message: Phrase) {
        problems.append(ConfigurationProblem(file: file, line: line, key: path.description, message: message))
    }

    /// The line of a value; 0 where the file does not tell.
    func line(_ path: TOMLPath) -> Int { map.line(of: path) ?? 0 }

    /// Those of the policy first, each file's in its order.
    private var sortedProblems: [ConfigurationProblem] {
        problems.sorted { one, other in
            let isOneElsewhere = one.file != file
            let isOtherElsewhere = other.file != file
            if isOneElsewhere != isOtherElsewhere { return !isOneElsewhere }
            return (one.file, one.line ?? 0, one.key ?? "") < (other.file, other.line ?? 0, other.key ?? "")
        }
    }
}
