/// The rules that find alerts in a state: pure, so that a screen, a test and a monitoring plugin get the same answer.
public struct AlertRules: Sendable {
    public var thresholds: AlertThresholds
    /// Percent from which a pool warns, where it has its own. By pool name.
    public var poolWarnings: [String: Int]

    /// Months that the money has to last; 0: it is nobody's concern.
    public var runwayMonths = 3

    public init(thresholds: AlertThresholds = AlertThresholds(), poolWarnings: [String: Int] = [:]) {
        self.thresholds = thresholds
        self.poolWarnings = poolWarnings
    }

    /// The rules that a configuration declares.
    public init(_ configuration: Configuration) {
        thresholds = configuration.alerts
        poolWarnings = configuration.pools.compactMapValues(\.warnAt)
        runwayMonths = configuration.finances.runwayMonths
    }

    /// Every alert of the state, the gravest first; within one gravity in the order of hosts and names.
    public func alerts(for state: SiteState) -> [Alert] {
        let found = state.hosts.flatMap { host in
            connection(host, at: state.at) + host.guests.flatMap { guest($0, on: host) }
                + host.pools.flatMap { pool($0, on: host) }
                + load(host)
        }
        let all =
            record(state) + interrupted(state) + found + backups(state) + firewall(state) + members(state)
            + finances(state)
        return Alert.Severity.gravestFirst.flatMap { severity in all.filter { $0.severity == severity } }
    }

    /// Without a state database nothing can be journaled, so nothing can be done.
    private func record(_ state: SiteState) -> [Alert] {
        // Who only looks, the wall first of all, changes nothing anyhow and may never have had one.
        guard !state.isReadOnly, case .failed(let why)? = state.sources[WorkSource.id]?.condition else { return [] }
        return [Alert(id: "state", severity: .warning, words: .noRecord(why))]
    }

    private func connection(_ host: HostState, at: Moment) -> [Alert] {
        let id = "connection:\(host.id.rawValue)"
        let object = ObjectRef.host(host.id)
        let name = SafeText(host.id.rawValue)
        switch host.connection {
        case .connected: return []
        case .connecting(let since):
            // An answer within the first seconds is no news.
            guard at.seconds(since: since) >= 5 else { return [] }
            return [Alert(id: id, severity: .critical, words: .connectionSilent(name, since), object: object)]
        case .lost(_, let why, _):
            return [
                Alert(id: id, severity: .critical, words: .connectionLost(name, why), object: object)
            ]
        case .silent(let since):
            return [Alert(id: id, severity: .critical, words: .connectionSilent(name, since), object: object)]
        case .needsPassword:
            return [Alert(id: id, severity: .warning, words: .passwordNeeded(name), object: object)]
        }
    }

    private func guest(_ guest: Guest, on host: HostState) -> [Alert] {
        // Made only where there is something to say: most of ten thousand guests have nothing.
        var object: ObjectRef { .guest(host: host.id, id: guest.id, name: guest.name) }
        var name: SafeText { SafeText(guest.name) }
        var found: [Alert] = []
        // libvirt calls a crashed guest whose process is gone "off", with the reason.
        if guest.state == .crashed || (guest.state == .off && guest.reason == "crashed") {
            found.append(
                Alert(
                    id: "guest-crashed:\(guest.id.rawValue)", severity: .critical, words: .guestCrashed(name),
                    object: object))
        }
        if let since = guest.silentSince {
            found.append(
                Alert(
                    id: "guest-silent:\(guest.id.rawValue)", severity: .critical, words: .guestSilent(name, since),
                    object: object))
        }
        if guest.state == .paused, guest.reason.contains("I/O") || guest.reason.lowercased().contains("ioerror") {
            found.append(
                Alert(
                    id: "guest-disk-error:\(guest.id.rawValue)", severity: .critical, words: .guestDiskError(name),
                    object: object))
        }
        return found
    }

    private func pool(_ pool: Pool, on host: HostState) -> [Alert] {
        let object = ObjectRef.pool(host: host.id, id: pool.id, name: pool.name)
        let name = SafeText(pool.name)
        guard pool.state == .running || pool.state == .degraded else {
            guard pool.startsAutomatically, pool.state != .building, pool.state != .unknown else { return [] }
            return [
                Alert(
                    id: "pool-inactive:\(pool.id.rawValue)", severity: .warning, words: .poolInactive(name),
                    object: object)
            ]
        }
        var found: [Alert] = []
        if pool.state == .degraded {
            found.append(
                Alert(
                    id: "pool-degraded:\(pool.id.rawValue)", severity: .critical, words: .poolDegraded(name),
                    object: object))
        }
        if let severity = fullness(pool) {
            found.append(
                Alert(
                    id: "pool-full:\(pool.id.rawValue)", severity: severity,
                    words: .poolFull(name, percent(pool.allocation, of: pool.capacity)), object: object))
        }
        return found
    }

    private func fullness(_ pool: Pool) -> Alert.Severity? {
        guard pool.capacity > 0 else { return nil }
        let used = percent(pool.allocation, of: pool.capacity)
        if used >= thresholds.poolFullCritical { return .critical }
        return used >= poolWarnings[pool.name] ?? thresholds.poolFullWarning ? .warning : nil
    }

    private func load(_ host: HostState) -> [Alert] {
        guard let load = host.load else { return [] }
        let object = ObjectRef.host(host.id)
        let name = SafeText(host.id.rawValue)
        var found: [Alert] = []
        let memory = percent(load.memoryUsed, of: load.memoryTotal)
        if load.memoryTotal > 0, memory >= thresholds.memoryWarning {
            found.append(
                Alert(
                    id: "host-memory:\(host.id.rawValue)",
                    severity: memory >= thresholds.memoryCritical ? .critical : .warning,
                    words: .hostMemory(name, memory), object: object))
        }
        let wait = Int(((load.ioWaitShare ?? 0) * 100).rounded())
        if wait >= thresholds.ioWaitWarning {
            found.append(
                Alert(
                    id: "host-io-wait:\(host.id.rawValue)", severity: .warning, words: .hostIOWait(name, wait),
                    object: object))
        }
        return found
    }

    private func interrupted(_ state: SiteState) -> [Alert] {
        guard let newest = state.interrupted.first else { return [] }
        return [
            Alert(
                id: "interrupted:\(newest.id)", severity: .warning, words: .interrupted(state.interrupted.count),
                object: newest.operation?.object)
        ]
    }

    private func percent(_ part: UInt64, of whole: UInt64) -> Int {
        whole == 0 ? 0 : Int((Double(part) / Double(whole) * 100).rounded(.down))
    }
}

extension Alert.Severity {
    static let gravestFirst: [Alert.Severity] = [.critical, .warning, .notice]
}
