/// One storage pool at one moment (`virStoragePoolGetInfo`, its XML).
public struct Pool: Sendable, Equatable, Codable, Identifiable {
    public enum State: String, Sendable, Codable, CaseIterable {
        case inactive, building, running, degraded, inaccessible, unknown
    }

    public var id: PoolID
    public var name: String
    public var state: State = .unknown
    /// `dir`, `fs`, `logical`, `iscsi-direct`...
    public var kind: String = ""
    /// Folder or device; empty where the kind has none.
    public var path: String = ""
    /// Host that serves it, for network pools.
    public var host: String = ""
    public var startsAutomatically = false
    public var isPersistent = true
    /// Bytes. Zero while the pool is inactive.
    public var capacity: UInt64 = 0
    public var allocation: UInt64 = 0
    public var available: UInt64 = 0
    /// Nil while the pool is inactive.
    public var volumeCount: Int?

    /// Whether it is in use (libvirt's "active").
    public var isActive: Bool {
        switch state {
        case .running, .degraded, .inaccessible: true
        case .inactive, .building, .unknown: false
        }
    }

    public init(id: PoolID, name: String) {
        self.id = id
        self.name = name
    }
}

/// One volume of a pool.
public struct Volume: Sendable, Equatable, Codable, Identifiable {
    /// libvirt's key, unique on the host; for file pools the path.
    public var id: String { key }
    public var key: String
    public var pool: PoolID
    public var name: String
    public var path: String = ""
    /// `qcow2`, `raw`, `iso`, `dir`... empty where libvirt does not say.
    public var format: String = ""
    /// Bytes that a guest sees, and bytes taken from the pool.
    public var capacity: UInt64 = 0
    public var allocation: UInt64 = 0
    public var backingPath: String?

    public init(key: String, pool: PoolID, name: String) {
        self.key = key
        self.pool = pool
        self.name = name
    }
}
