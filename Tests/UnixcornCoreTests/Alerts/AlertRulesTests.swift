import Testing
import UnixcornCore

@Suite("Alerts")
struct AlertRulesTests {
    private func state(_ change: (inout HostState) -> Void) -> SiteState {
        var host = HostState(id: HostID(rawValue: "local"), uri: "test:///default")
        host.connection = .connected(since: .now)
        change(&host)
        var state = SiteState()
        state.hosts = [host]
        return state
    }

    private func pool(_ percent: UInt64, name: String = "ssd") -> Pool {
        var pool = Pool(id: PoolID(rawValue: name), name: name)
        pool.state = .running
        pool.capacity = 1000
        pool.allocation = percent * 10
        return pool
    }

    private func ids(_ state: SiteState, _ rules: AlertRules = AlertRules()) -> [String] {
        rules.alerts(for: state).map(\.id)
    }

    @Test("a healthy site has none")
    func none() {
        #expect(ids(state { $0.pools = [pool(79)] }) == [])
    }

    @Test("an opening call without an answer is an alert after five seconds", arguments: [(4.0, 0), (6.0, 1)])
    func waiting(_ seconds: Double, _ count: Int) {
        var waiting = state { $0.connection = .connecting(since: Moment.now.adding(seconds: -seconds)) }
        waiting.at = .now
        #expect(AlertRules().alerts(for: waiting).count == count)
    }

    @Test("a pool warns, then is critical", arguments: [(80, Alert.Severity.warning), (95, .critical)])
    func poolFull(_ percent: Int, _ severity: Alert.Severity) {
        let alerts = AlertRules().alerts(for: state { $0.pools = [pool(UInt64(percent))] })
        #expect(alerts.map(\.severity) == [severity])
        #expect(alerts.first?.words.english == "pool ssd is \(percent) % full")
    }

    @Test("a pool's own threshold wins")
    func ownThreshold() {
        let rules = AlertRules(poolWarnings: ["ssd": 50])
        #expect(ids(state { $0.pools = [pool(55), pool(55, name: "san")] }, rules) == ["pool-full:ssd"])
    }

    @Test("an inactive pool is an alert only if it starts automatically")
    func inactive() {
        var down = pool(0)
        down.state = .inactive
        #expect(ids(state { $0.pools = [down] }) == [])
        down.startsAutomatically = true
        #expect(ids(state { $0.pools = [down] }) == ["pool-inactive:ssd"])
    }

    @Test("a crashed guest, a silent guest, a lost connection: the gravest first")
    func guests() {
        var crashed = Guest(id: GuestID(rawValue: "1"), name: "matrice")
        crashed.state = .crashed
        var silent = Guest(id: GuestID(rawValue: "2"), name: "cloud")
        silent.silentSince = .now
        let state = state {
            $0.guests = [crashed, silent]
            $0.pools = [pool(85)]
            $0.connection = .lost(since: .now, why: Phrase("end of file", "fin de fichier"), nextTry: .now)
        }
        #expect(ids(state) == ["connection:local", "guest-crashed:1", "guest-silent:2", "pool-full:ssd"])
    }

    @Test("a hostile name is made safe")
    func hostile() {
        var crashed = Guest(id: GuestID(rawValue: "1"), name: "a\u{1B}[2Jb")
        crashed.state = .crashed
        #expect(
            AlertRules().alerts(for: state { $0.guests = [crashed] }).first?.words.english
                == "guest a^[[2Jb has crashed")
    }

    @Test("interrupted actions are told until somebody has seen them")
    func interrupted() {
        var state = state { _ in }
        state.interrupted = [JournalEntry(id: 7, at: .now, kind: .intent, by: Operator())]
        #expect(ids(state) == ["interrupted:7"])
    }

    @Test("a state database that cannot be used: nothing can be changed; no news for who only looks")
    func record() {
        var state = state { _ in }
        let condition = SourceHealth.Condition.failed(why: Phrase(verbatim: "/s/state.db: database or disk is full"))
        state.sources[SourceID.journal] = SourceHealth(condition: condition, lastGood: nil, period: 2)
        let alert = AlertRules().alerts(for: state).first
        #expect(alert?.id == "state" && alert?.severity == .warning)
        #expect(alert?.words.english == "nothing can be changed: /s/state.db: database or disk is full")
        state.isReadOnly = true
        #expect(AlertRules().alerts(for: state).isEmpty)
    }

    @Test("memory and disk waits of the host")
    func load() {
        let state = state {
            var load = HostLoad()
            load.memoryTotal = 100
            load.memoryUsed = 98
            load.ioWaitShare = 0.4
            $0.load = load
        }
        #expect(ids(state) == ["host-memory:local", "host-io-wait:local"])
    }
}
