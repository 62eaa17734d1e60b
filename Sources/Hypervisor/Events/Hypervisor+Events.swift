import CLibvirt

extension Hypervisor {
    /// What libvirt reports from now on, until the connection closes. Several readers each get every event.
    ///
    /// The first call registers the callbacks, and from then on `guests()` rereads by itself what an event has touched.
    /// The last event of a connection that is lost is `.closed`; then the stream ends. After a reconnect ask again and read everything
    /// again: events of the time between are gone. A reader that lags by more than 4096 events loses the oldest.
    public func events() throws(VirtError) -> AsyncStream<HypervisorEvent> {
        guard let handle else {
            _ = try connection()
            return AsyncStream { $0.finish() }
        }
        if !isListening {
            isListening = true
            try handle.listenToGuests(uri)
            try handle.listenToPoolsAndNetworks(uri)
        }
        return handle.sink.stream()
    }
}

extension ConnectionHandle {
    /// `virConnectRegisterCloseCallback`. In-process drivers take the callback and never release its context.
    func listenToClosing(_ uri: String) throws(VirtError) {
        guard !Hypervisor.isInProcess(uri) else { return }
        try register("virConnectRegisterCloseCallback", uri) { context in
            virConnectRegisterCloseCallback(pointer, closeCallback, context, releaseSink)
        } as: { _ in
            .closing
        }
    }

    fileprivate func listenToGuests(_ uri: String) throws(VirtError) {
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_LIFECYCLE, onLifecycle)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_REBOOT, onReboot)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, onDeviceAdded)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, onDeviceRemoved)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED, onDeviceRemovalFailed)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2, onBlockJob)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, onAgent)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE, onBalloon)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, onMetadata)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON, onDiskError)
        try onGuests(uri, VIR_DOMAIN_EVENT_ID_TRAY_CHANGE, onTray)
    }

    /// libvirt takes every callback as the shortest one and gives it back its own shape (`VIR_DOMAIN_EVENT_CALLBACK`).
    private func onGuests<F>(_ uri: String, _ kind: virDomainEventID, _ callback: F) throws(VirtError) {
        let plain = unsafeBitCast(
            callback, to: (@convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Context?) -> Void).self)
        let number = Int32(bitPattern: kind.rawValue)
        try register("virConnectDomainEventRegisterAny", uri) { context in
            virConnectDomainEventRegisterAny(pointer, nil, number, plain, context, releaseSink)
        } as: {
            .domain($0)
        }
    }

    fileprivate func listenToPoolsAndNetworks(_ uri: String) throws(VirtError) {
        let lifecycle = unsafeBitCast(onPoolLifecycle, to: type(of: onPoolRefresh))
        for (kind, callback) in [
            (VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE, lifecycle), (VIR_STORAGE_POOL_EVENT_ID_REFRESH, onPoolRefresh),
        ] {
            let number = Int32(bitPattern: kind.rawValue)
            try register("virConnectStoragePoolEventRegisterAny", uri) { context in
                virConnectStoragePoolEventRegisterAny(pointer, nil, number, callback, context, releaseSink)
            } as: {
                .pool($0)
            }
        }
        let network = unsafeBitCast(onNetworkLifecycle, to: type(of: onPoolRefresh))
        try register("virConnectNetworkEventRegisterAny", uri) { context in
            virConnectNetworkEventRegisterAny(
                pointer, nil, Int32(bitPattern: VIR_NETWORK_EVENT_ID_LIFECYCLE.rawValue), network, context, releaseSink)
        } as: {
            .network($0)
        }
    }

    /// Lends the sink to one registration. An event that this driver does not have is left out.
    private func register(
        _ call: String, _ uri: String, _ body: (Context) -> Int32, as registration: (Int32) -> Registration
    ) throws(VirtError) {
        let context = Unmanaged.passRetained(sink)
        do throws(VirtError) {
            remember(registration(try check(call, uri) { body(context.toOpaque()) }))
        } catch {
            context.release()
            if error.code != .noSupport { throw error }
        }
    }
}
