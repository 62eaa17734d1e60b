extension HypervisorEvent.Lifecycle {
    /// `virDomainEventType` and its detail, each in libvirt's order.
    static func ofGuest(_ event: Int32, _ detail: Int32) -> (Self, String) {
        let all: [(Self, [String])] = [
            (.defined, ["added", "updated", "renamed", "from snapshot"]),
            (.undefined, ["removed", "renamed"]),
            (.started, ["booted", "migrated", "restored", "from snapshot", "wakeup"]),
            (
                .suspended,
                [
                    "paused", "migrated", "I/O error", "watchdog", "restored", "from snapshot", "API error",
                    "post-copy", "post-copy failed",
                ]
            ),
            (.resumed, ["unpaused", "migrated", "from snapshot", "post-copy", "post-copy failed"]),
            (.stopped, ["shutdown", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot"]),
            (.shutDown, ["finished", "by the guest", "by the host"]),
            (.pmSuspended, ["memory", "disk"]),
            (.crashed, ["panicked", "crashloaded"]),
        ]
        guard all.indices.contains(Int(event)) else { return (.other, "\(event)/\(detail)") }
        let (lifecycle, words) = all[Int(event)]
        return (lifecycle, word(detail, words))
    }

    /// `virStoragePoolEventLifecycleType`; `virNetworkEventLifecycleType` is its beginning.
    static func ofPoolOrNetwork(_ event: Int32) -> Self {
        let all: [Self] = [.defined, .undefined, .started, .stopped, .created, .deleted]
        return all.indices.contains(Int(event)) ? all[Int(event)] : .other
    }
}
