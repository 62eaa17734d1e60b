import Foundation

/// Holds a tree of TOML against the table of keys, collects every problem, and makes the configuration of what is left.
struct ConfigurationCheck {
    let file: String
    let map: TOMLKeyMap
    private(set) var problems: [ConfigurationProblem] = []
    private(set) var values: [TOMLPath: TOMLNode] = [:]
    private var hostCount = 0
    private var names: [ConfigurationKey.Section: [String]] = [:]

    init(file: String, map: TOMLKeyMap) {
        self.file = file
        self.map = map
    }

    mutating func report(_ path: TOMLPath, _ message: Phrase) {
        problems.append(
            ConfigurationProblem(file: file, line: map.line(of: path), key: path.description, message: message))
    }

    mutating func walk(_ tree: [String: TOMLNode]) {
        for (name, node) in tree {
            let path = TOMLPath(name)
            guard let section = ConfigurationKey.Section(rawValue: name), section != .copy else {
                let known = ConfigurationKey.Section.allCases.filter { $0 != .copy }.map(\.rawValue)
                report(path, .unknownKey(nearest: nearest(to: name, in: known), known: known))
                continue
            }
            switch section {
            case .host: walkList(section, node, path)
            case .pools, .guests, .services: walkNamed(section, node, path)
            default: walkSection(section, node, path)
            }
        }
    }

    private mutating func walkList(_ section: ConfigurationKey.Section, _ node: TOMLNode, _ path: TOMLPath) {
        guard let members = node.array else {
            report(path, .wrongType(node.kindName, allowed: .mustBeList(section.header)))
            return
        }
        for (place, member) in members.enumerated() { walkSection(section, member, path.index(place)) }
        hostCount = members.count
        checkHostNames()
    }

    private mutating func walkNamed(_ section: ConfigurationKey.Section, _ node: TOMLNode, _ path: TOMLPath) {
        guard let members = node.table else {
            report(path, .wrongType(node.kindName, allowed: .mustBeNamedSections(section.header)))
            return
        }
        for (name, member) in members { walkSection(section, member, path.key(name)) }
        names[section] = Array(members.keys)
    }

    private mutating func walkSection(_ section: ConfigurationKey.Section, _ node: TOMLNode, _ path: TOMLPath) {
        guard let pairs = node.table else {
            report(path, .wrongType(node.kindName, allowed: .mustBeSection))
            return
        }
        let keys = ConfigurationKey.all.filter { $0.section == section }
        for (name, value) in pairs {
            let place = path.key(name)
            if section == .backup, name == "copy" {
                walkSection(.copy, value, place)
                continue
            }
            guard let key = keys.first(where: { $0.name == name }) else {
                report(place, .unknownKey(nearest: nearest(to: name, in: keys.map(\.name)), known: keys.map(\.name)))
                continue
            }
            if let problem = key.allowed.problem(with: value) {
                report(place, problem)
            } else {
                values[place] = value
            }
        }
        if section == .services, pairs["type"] == nil { report(path.key("type"), .keyMissing) }
        if section == .host, pairs["name"] == nil { report(path.key("name"), .keyMissing) }
    }

    private mutating func checkHostNames() {
        var seen: [String: Int] = [:]
        for place in 0..<hostCount {
            let path = TOMLPath([.key("host"), .index(place), .key("name")])
            guard let name = values[path]?.string else { continue }
            if let line = seen[name] {
                report(path, .nameTwice(SafeText(name), line: line))
            } else {
                seen[name] = map.line(of: path) ?? 0
            }
        }
    }
}

extension ConfigurationCheck {
    /// The configuration of the values that passed. Thresholds that contradict each other are one more problem.
    mutating func configuration() -> Configuration {
        var made = Configuration()
        made.name = text("site", "name") ?? ""
        made.language = text("site", "language").flatMap(Language.init(rawValue:))
        made.timezone = text("site", "timezone").flatMap { $0.isEmpty ? nil : $0 }
        made.theme = text("site", "theme") ?? made.theme
        made.refresh = values[TOMLPath("site", "refresh")]?.int ?? made.refresh
        made.mouse = values[TOMLPath("site", "mouse")]?.bool ?? made.mouse
        made.stateDirectory = text("state", "directory").flatMap { $0.isEmpty ? nil : $0 }
        if hostCount > 0 { made.hosts = (0..<hostCount).compactMap(host) }
        for name in names[.pools] ?? [] { made.pools[name] = pool(name) }
        for name in names[.guests] ?? [] { made.guests[name] = guest(name) }
        made.backup = backup()
        made.members = members()
        for name in names[.services] ?? [] { made.services[name] = service(name) }
        made.finances = finances()
        made.organization = organization()
        made.alerts = thresholds()
        made.firewallPolicy = text("firewall", "policy").flatMap { $0.isEmpty ? nil : $0 }
        made.firewallSeconds = values[TOMLPath("firewall", "confirm_within")]?.int ?? made.firewallSeconds
        return made
    }

    func text(_ section: String, _ name: String) -> String? { values[TOMLPath(section, name)]?.string }

    private func host(_ place: Int) -> Configuration.HostDeclaration? {
        let path = TOMLPath([.key("host"), .index(place)])
        guard let name = values[path.key("name")]?.string else { return nil }
        return Configuration.HostDeclaration(
            name: name, uri: values[path.key("uri")]?.string ?? "qemu:///system",
            shutdownTimeout: values[path.key("shutdown_timeout")]?.int ?? 120,
            powerProgram: values[path.key("power_program")]?.string.flatMap { $0.isEmpty ? nil : $0 }
                ?? "/usr/bin/systemctl")
    }

    private func pool(_ name: String) -> Configuration.PoolDeclaration {
        let path = TOMLPath("pools", name)
        return Configuration.PoolDeclaration(
            role: values[path.key("role")]?.string ?? "other", warnAt: values[path.key("warn_at")]?.int,
            isBackedUp: values[path.key("backup")]?.bool ?? true, reason: values[path.key("reason")]?.string ?? "")
    }

    private func guest(_ name: String) -> Configuration.GuestDeclaration {
        let path = TOMLPath("guests", name)
        func words(_ key: String) -> Set<String> {
            Set((values[path.key(key)]?.string ?? "").split { " ,".contains($0) }.map(String.init))
        }
        return Configuration.GuestDeclaration(
            isBackedUp: values[path.key("backup")]?.bool ?? true, excluded: words("exclude"),
            included: words("include"), mayFreeze: values[path.key("freeze")]?.bool ?? true)
    }

    private func copy() -> Configuration.CopyDeclaration {
        var made = Configuration.CopyDeclaration()
        let path = TOMLPath("backup", "copy")
        func text(_ name: String) -> String? { values[path.key(name)]?.string }
        made.repository = text("repository") ?? ""
        made.passwordFile = text("password_file") ?? made.passwordFile
        made.ftpPasswordFile = text("ftp_password_file") ?? made.ftpPasswordFile
        made.caFile = text("ca_file") ?? ""
        made.tlsPin = text("tls_pin") ?? ""
        made.allowedFrom = text("allowed_from") ?? ""
        made.uploadLimit = text("upload_limit").flatMap { Units.bytes($0) }
        made.quota = text("quota").map { Units.bytes($0) } ?? made.quota
        made.fileLimit = values[path.key("file_limit")]?.int ?? 0
        return made
    }

    private func backup() -> Configuration.BackupDeclaration {
        var made = Configuration.BackupDeclaration()
        func text(_ name: String) -> String? { values[TOMLPath("backup", name)]?.string }
        func number(_ name: String, _ standard: Int) -> Int { values[TOMLPath("backup", name)]?.int ?? standard }
        func size(_ name: String, _ standard: UInt64?) -> UInt64? {
            text(name).map { Units.bytes($0) } ?? standard
        }
        made.copy = copy()
        made.repository = text("repository") ?? ""
        made.passwordFile = text("password_file") ?? made.passwordFile
        made.ftpPasswordFile = text("ftp_password_file") ?? made.ftpPasswordFile
        made.caFile = text("ca_file") ?? ""
        made.tlsPin = text("tls_pin") ?? ""
        made.allowedFrom = text("allowed_from") ?? ""
        made.spool = text("spool").flatMap { $0.isEmpty ? nil : $0 }
        made.spoolLimit = size("spool_limit", made.spoolLimit) ?? made.spoolLimit
        made.uploadLimit = size("upload_limit", nil)
        made.quota = size("quota", made.quota)
        made.fileLimit = number("file_limit", 0)
        made.schedule = text("schedule") ?? made.schedule
        made.freezeLimit = number("freeze_limit", made.freezeLimit)
        made.level = number("level", 0)
        made.verifyDays = number("verify_days", made.verifyDays)
        made.drillDays = number("drill_days", made.drillDays)
        made.prunesAfterRun = values[TOMLPath("backup", "prune_after_run")]?.bool ?? true
        made.pruneLimit = size("prune_limit", made.pruneLimit) ?? made.pruneLimit
        made.mail = text("mail") ?? made.mail
        made.sendmail = text("sendmail").flatMap { $0.isEmpty ? nil : $0 } ?? made.sendmail
        made.retention.last = number("keep_last", made.retention.last)
        made.retention.hourly = number("keep_hourly", made.retention.hourly)
        made.retention.daily = number("keep_daily", made.retention.daily)
        made.retention.weekly = number("keep_weekly", made.retention.weekly)
        made.retention.monthly = number("keep_monthly", made.retention.monthly)
        made.retention.yearly = number("keep_yearly", made.retention.yearly)
        if let span = text("keep_within") { made.retention.within = Retention.Span(span) ?? Retention.Span() }
        if let tag = text("keep_tag") { made.retention.tags = tag.isEmpty ? [] : [[tag]] }
        return made
    }

    private mutating func thresholds() -> AlertThresholds {
        var made = AlertThresholds()
        func number(_ name: String, _ standard: Int) -> Int { values[TOMLPath("alerts", name)]?.int ?? standard }
        made.poolFullWarning = number("pool_full_warning", made.poolFullWarning)
        made.poolFullCritical = number("pool_full_critical", made.poolFullCritical)
        made.memoryWarning = number("memory_warning", made.memoryWarning)
        made.memoryCritical = number("memory_critical", made.memoryCritical)
        made.ioWaitWarning = number("io_wait_warning", made.ioWaitWarning)
        if made.poolFullCritical < made.poolFullWarning {
            report(TOMLPath("alerts", "pool_full_critical"), .mustNotBeBelow("pool_full_warning", made.poolFullWarning))
        }
        if made.memoryCritical < made.memoryWarning {
            report(TOMLPath("alerts", "memory_critical"), .mustNotBeBelow("memory_warning", made.memoryWarning))
        }
        return made
    }
}

extension ConfigurationKey.Allowed {
    /// What is wrong with the value, or nil.
    func problem(with node: TOMLNode) -> Phrase? {
        switch self {
        case .integer(let range):
            guard let number = node.int else { return .wrongType(node.kindName, allowed: words) }
            return range.contains(number) ? nil : .notAllowed(SafeText(String(number)), allowed: words)
        case .boolean:
            return node.bool == nil ? .wrongType(node.kindName, allowed: words) : nil
        case .text, .choice, .path, .uri, .zone, .name, .size, .span:
            guard let text = node.string else { return .wrongType(node.kindName, allowed: words) }
            return accepts(text) ? nil : .notAllowed(SafeText(TOMLText.literal(text)), allowed: words)
        }
    }

    private func accepts(_ text: String) -> Bool {
        switch self {
        case .text(let maximum): text.count <= maximum
        case .choice(let words): words.contains(text)
        case .path: text.isEmpty || text.hasPrefix("/")
        case .uri: ConfigurationKey.Allowed.isURI(text)
        case .zone: text.isEmpty || ConfigurationKey.Allowed.isZone(text)
        case .name: ConfigurationKey.Allowed.isName(text)
        // With a unit: 20 alone would be 20 bytes.
        case .size: text.isEmpty || (Units.bytes(text) ?? 0 > 0 && Units.bytes(text, unit: 0) == Units.bytes(text))
        case .span: text.isEmpty || Retention.Span(text) != nil
        case .integer, .boolean: false
        }
    }

    /// A scheme (`qemu`, `qemu+ssh`, `test`), `:`, and something after it without blanks or control characters.
    static func isURI(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let scheme = text[..<colon]
        let rest = text[text.index(after: colon)...]
        return !scheme.isEmpty && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
            && rest.hasPrefix("//") && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
    }

    private static func isZone(_ text: String) -> Bool {
        let folder = "/usr/share/zoneinfo"
        guard text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(isName) else { return false }
        // A machine without the database cannot tell; glibc then shows UTC.
        return !FileManager.default.fileExists(atPath: folder)
            || FileManager.default.fileExists(atPath: folder + "/" + text)
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-+".contains($0)) }
    }
}

/// The word of `known` that is nearest to `word`, if it is near enough to be a slip of the finger.
func nearest(to word: String, in known: [String]) -> String? {
    let scored = known.map { ($0, editDistance(Array(word.utf8.prefix(64)), Array($0.utf8))) }
    guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(2, best.0.utf8.count / 3) else { return nil }
    return best.0
}

/// Insertions, deletions and replacements between two words (Levenshtein).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
        var corner = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let change = corner + (byte == other ? 0 : 1)
            corner = row[j + 1]
            row[j + 1] = min(change, row[j] + 1, corner + 1)
        }
    }
    return row[right.count]
}
