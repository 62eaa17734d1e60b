import Glibc
import Screen
import UnixcornCore

/// The wall: the main panes in turn, on read-only connections and a read-only database. No key acts.
struct Wall {
    /// Seconds that each pane stays.
    static let turn = 15.0

    private var since: Moment
    private var index = 0
    private static let panes: [PaneID] = [
        .overview, .guests, .storage, .backups, .firewall, .members, .finances, .networks, .journal,
    ]

    init(now: Moment) { since = now }

    /// Moves on when the pane has stood long enough. Stays on the overview while something is critical.
    mutating func step(_ app: App) {
        let isCritical = app.context.state.alerts.contains { $0.severity == .critical }
        if isCritical {
            if app.place != .overview { app.go(to: .overview) }
            since = app.context.now
            return
        }
        guard app.context.now.seconds(since: since) >= Wall.turn else { return }
        since = app.context.now
        index = (index + 1) % Wall.panes.count
        app.go(to: Wall.panes[index])
    }
}
