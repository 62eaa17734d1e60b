import CLibvirt

extension GuestState {
    /// The state as libvirt counts it (`virDomainState`).
    init(libvirt raw: Int32) {
        self =
            switch UInt32(bitPattern: raw) {
            case VIR_DOMAIN_RUNNING.rawValue: .running
            case VIR_DOMAIN_BLOCKED.rawValue: .blocked
            case VIR_DOMAIN_PAUSED.rawValue: .paused
            case VIR_DOMAIN_SHUTDOWN.rawValue: .shuttingDown
            case VIR_DOMAIN_SHUTOFF.rawValue: .off
            case VIR_DOMAIN_CRASHED.rawValue: .crashed
            case VIR_DOMAIN_PMSUSPENDED.rawValue: .sleeping
            default: .unknown
            }
    }

    /// libvirt's word for the reason of this state (`virDomainRunningReason` and its like, in their order). Empty for
    /// "unknown"; a number newer than this program is shown as one.
    func reason(libvirt raw: Int32) -> String {
        let words = reasons
        if raw == 0 { return "" }
        return words.indices.contains(Int(raw)) ? words[Int(raw)] : "reason \(raw)"
    }

    private var reasons: [String] {
        switch self {
        case .running:
            [
                "", "booted", "migrated", "restored", "from snapshot", "unpaused", "migration canceled",
                "save canceled", "event wakeup", "crashed", "post-copy", "post-copy failed",
            ]
        case .paused:
            [
                "", "user", "migrating", "saving", "dumping", "I/O error", "watchdog", "from snapshot",
                "shutting down", "creating snapshot", "crashed", "starting up", "post-copy", "post-copy failed",
            ]
        case .shuttingDown: ["", "user"]
        case .off:
            [
                "", "shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot", "daemon",
            ]
        case .crashed: ["", "panicked"]
        case .unknown, .blocked, .sleeping: []
        }
    }
}
