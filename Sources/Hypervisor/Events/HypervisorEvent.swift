/// Something that libvirt reported by itself.
///
/// Names come from libvirt: hostile until `SafeText`.
public enum HypervisorEvent: Sendable, Equatable {
    case guest(GuestID, name: String, GuestChange)
    case pool(PoolID, name: String, PoolChange)
    case network(NetworkID, name: String, Lifecycle)
    /// The connection is lost (`virConnectRegisterCloseCallback`). No event follows.
    case closed(CloseReason)

    /// What became of a guest, a pool or a network (`virDomainEventType` and its like).
    public enum Lifecycle: String, Sendable, Codable, CaseIterable {
        case defined, undefined, started, suspended, resumed, stopped, shutDown, pmSuspended, crashed
        case created, deleted, other
    }

    /// What happened to a guest.
    public enum GuestChange: Sendable, Equatable {
        /// With libvirt's own word for the reason, in English: `booted`, `migrated`, `destroyed`...
        case lifecycle(Lifecycle, reason: String)
        case rebooted
        case deviceAdded(alias: String)
        case deviceRemoved(alias: String)
        case deviceRemovalFailed(alias: String)
        /// A block job on a disk (`vda`): `copy`, `commit`, `pull`, `backup`...; `completed`, `failed`, `ready`...
        case blockJob(disk: String, kind: String, status: String)
        case agent(isConnected: Bool)
        /// Bytes of memory that the balloon leaves now.
        case balloon(UInt64)
        case titleOrMetadata
        /// A disk failed: its path, alias and reason (`enospc`), and whether the guest was paused for it.
        case diskError(path: String, alias: String, reason: String, isPaused: Bool)
        case mediumChanged(alias: String)
    }

    /// What happened to a storage pool.
    public enum PoolChange: Sendable, Equatable {
        case lifecycle(Lifecycle)
        /// Its content was read again (`VIR_STORAGE_POOL_EVENT_ID_REFRESH`).
        case refreshed
    }

    /// Why a connection ended (`virConnectCloseReason`).
    public enum CloseReason: String, Sendable, Codable {
        case error, endOfFile, keepalive, client, other
    }
}

extension HypervisorEvent.GuestChange {
    /// Whether the guest's XML is another one now.
    var altersDescription: Bool {
        switch self {
        case .rebooted, .diskError, .deviceRemovalFailed: false
        default: true
        }
    }
}
