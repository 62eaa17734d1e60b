import Screen
import UnixcornCore

extension Context {
    /// Where the connection to a host stands, with its address while all is well.
    func connection(of host: HostState) -> (SafeText, Role) {
        switch host.connection {
        case .connected: return (SafeText("● " + address(of: host)), .running)
        case .connecting(let since):
            let seconds = Int(max(0, now.seconds(since: since)))
            return seconds < 1
                ? (SafeText("◌ " + address(of: host)), .paused) : ("◌ " + say(.waiting(seconds)), .paused)
        case .lost: return ("✖ " + say(.connectionLost), .critical)
        case .silent(let since): return ("! " + say(.libvirtSilent) + " " + self.since(since), .critical)
        case .needsPassword: return ("? " + say(.passwordNeeded), .warning)
        }
    }

    /// Where a host is reached. The demo's connection is a file of its own that says nothing to anybody.
    private func address(of host: HostState) -> String {
        state.isDemo ? say(.demoSite).string : host.uri
    }

    /// How many of several hosts are not connected and why, and how many are: a narrow screen cuts the end.
    var connections: [(SafeText, Role)] {
        let hosts = state.hosts
        let connected = hosts.filter(\.isReached).count
        var parts: [(SafeText, Role)] = []
        func add(_ shape: String, _ role: Role, _ words: (Int, String) -> Phrase, _ since: [Moment]) {
            guard let oldest = since.min() else { return }
            parts.append((SafeText(shape) + say(words(since.count, " " + self.since(oldest).string)), role))
        }
        add("✖ ", .critical, Phrase.lostCount, hosts.compactMap(\.lostSince))
        add("! ", .critical, Phrase.silentCount, hosts.compactMap(\.silentSince))
        add("◌ ", .paused, Phrase.waitingCount, hosts.compactMap(\.waitingSince))
        let locked = hosts.filter { if case .needsPassword = $0.connection { true } else { false } }.count
        if locked > 0 { parts.append((say(.passwordCount(locked)), .warning)) }
        if connected > 0 { parts.append((say(.connectedCount(connected)), .running)) }
        return parts
    }
}

extension HostState {
    fileprivate var lostSince: Moment? { if case .lost(let since, _, _) = connection { since } else { nil } }
    fileprivate var silentSince: Moment? { if case .silent(let since) = connection { since } else { nil } }
    fileprivate var waitingSince: Moment? { if case .connecting(let since) = connection { since } else { nil } }
}

extension Phrase {
    static func hostCount(_ count: Int) -> Phrase { Phrase("\(count) hosts", "\(count) hôtes") }
    static func connectedCount(_ count: Int) -> Phrase {
        Phrase("● \(count) connected", count == 1 ? "● 1 connecté" : "● \(count) connectés")
    }
    static func lostCount(_ count: Int, _ since: String) -> Phrase {
        Phrase("\(count) lost\(since)", count == 1 ? "1 perdu\(since)" : "\(count) perdus\(since)")
    }
    static func silentCount(_ count: Int, _ since: String) -> Phrase {
        Phrase("\(count) silent\(since)", count == 1 ? "1 muet\(since)" : "\(count) muets\(since)")
    }
    static func waitingCount(_ count: Int, _ since: String) -> Phrase {
        Phrase("\(count) waiting\(since)", "\(count) en attente\(since)")
    }
    static func passwordCount(_ count: Int) -> Phrase {
        Phrase("? \(count) without password", "? \(count) sans mot de passe")
    }
}
