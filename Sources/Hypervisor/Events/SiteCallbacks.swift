import CLibvirt

// libvirt's callbacks for storage pools and networks. The same rules as for guests.

private func reportPool(_ pool: OpaquePointer?, _ context: Context?, _ change: HypervisorEvent.PoolChange) {
    guard let pool, let context else { return }
    let sink = Unmanaged<EventSink>.fromOpaque(context).takeUnretainedValue()
    let id = uuidText { virStoragePoolGetUUIDString(pool, $0) }
    sink.yield(.pool(PoolID(rawValue: id), name: String(c: virStoragePoolGetName(pool)), change))
}

let onPoolLifecycle: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Int32, Int32, Context?) -> Void = {
    _, pool, event, _, context in
    reportPool(pool, context, .lifecycle(.ofPoolOrNetwork(event)))
}

let onPoolRefresh: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Context?) -> Void = { _, pool, context in
    reportPool(pool, context, .refreshed)
}

let onNetworkLifecycle: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Int32, Int32, Context?) -> Void = {
    _, network, event, _, context in
    guard let network, let context else { return }
    let sink = Unmanaged<EventSink>.fromOpaque(context).takeUnretainedValue()
    let id = uuidText { virNetworkGetUUIDString(network, $0) }
    let name = String(c: virNetworkGetName(network))
    sink.yield(.network(NetworkID(rawValue: id), name: name, .ofPoolOrNetwork(event)))
}

/// libvirt's text of a UUID, from a call that fills a buffer of `VIR_UUID_STRING_BUFLEN`.
func uuidText(_ fill: (UnsafeMutablePointer<CChar>) -> Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(VIR_UUID_STRING_BUFLEN)) { buffer in
        guard let start = buffer.baseAddress, fill(start) == 0 else { return "" }
        return String(cString: start)
    }
}
