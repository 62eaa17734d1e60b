/// The UUID of a guest, in libvirt's lower-case text form (`virDomainGetUUIDString`).
public struct GuestID: RawRepresentable, Sendable, Hashable, Codable, Comparable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static func < (left: GuestID, right: GuestID) -> Bool { left.rawValue < right.rawValue }
}

/// The UUID of a storage pool (`virStoragePoolGetUUIDString`).
public struct PoolID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The UUID of a virtual network (`virNetworkGetUUIDString`).
public struct NetworkID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}
