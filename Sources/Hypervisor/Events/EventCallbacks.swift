import CLibvirt

// libvirt's callbacks for guests. All run on the event loop's thread, ask the daemon nothing and leave at once. Their
// context is the connection's `EventSink`, retained at the registration and released by libvirt (`releaseSink`).

typealias Context = UnsafeMutableRawPointer

/// `virFreeCallback`: the registration is gone.
let releaseSink: virFreeCallback = { context in
    guard let context else { return }
    Unmanaged<EventSink>.fromOpaque(context).release()
}

private func report(_ domain: OpaquePointer?, _ context: Context?, _ change: HypervisorEvent.GuestChange) {
    guard let domain, let context else { return }
    let sink = Unmanaged<EventSink>.fromOpaque(context).takeUnretainedValue()
    sink.yield(.guest(guestID(domain), name: String(c: virDomainGetName(domain)), change))
}

let onLifecycle: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Int32, Int32, Context?) -> Int32 = {
    _, domain, event, detail, context in
    let (lifecycle, reason) = HypervisorEvent.Lifecycle.ofGuest(event, detail)
    report(domain, context, .lifecycle(lifecycle, reason: reason))
    return 0
}

let onReboot: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Context?) -> Void = { _, domain, context in
    report(domain, context, .rebooted)
}

/// Three events have this shape; the shape cannot tell which one it is, so each has its function.
typealias AliasCallback =
    @convention(c) @Sendable (
        OpaquePointer?, OpaquePointer?, UnsafePointer<CChar>?, Context?
    ) -> Void

let onDeviceAdded: AliasCallback = { _, domain, alias, context in
    report(domain, context, .deviceAdded(alias: String(c: alias)))
}

let onDeviceRemoved: AliasCallback = { _, domain, alias, context in
    report(domain, context, .deviceRemoved(alias: String(c: alias)))
}

let onDeviceRemovalFailed: AliasCallback = { _, domain, alias, context in
    report(domain, context, .deviceRemovalFailed(alias: String(c: alias)))
}

let onTray: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32, Context?) -> Void =
    {
        _, domain, alias, _, context in
        report(domain, context, .mediumChanged(alias: String(c: alias)))
    }

let onBlockJob:
    @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32, Int32, Context?) -> Void = {
        _, domain, disk, kind, status, context in
        let kind = word(kind, ["unknown", "pull", "copy", "commit", "active commit", "backup"])
        let status = word(status, ["completed", "failed", "canceled", "ready"])
        report(domain, context, .blockJob(disk: String(c: disk), kind: kind, status: status))
    }

let onAgent: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Int32, Int32, Context?) -> Void = {
    _, domain, state, _, context in
    let connected = Int32(VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED.rawValue)
    report(domain, context, .agent(isConnected: state == connected))
}

let onBalloon: @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, UInt64, Context?) -> Void = {
    _, domain, kibibytes, context in
    report(domain, context, .balloon(kibibytes.multipliedReportingOverflow(by: 1024).partialValue))
}

let onMetadata:
    @convention(c) @Sendable (OpaquePointer?, OpaquePointer?, Int32, UnsafePointer<CChar>?, Context?) -> Void = {
        _, domain, _, _, context in
        report(domain, context, .titleOrMetadata)
    }

let onDiskError:
    @convention(c) @Sendable (
        OpaquePointer?, OpaquePointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?,
        Context?
    ) -> Void = { _, domain, path, alias, action, reason, context in
        let pause = Int32(VIR_DOMAIN_EVENT_IO_ERROR_PAUSE.rawValue)
        report(
            domain, context,
            .diskError(
                path: String(c: path), alias: String(c: alias), reason: String(c: reason), isPaused: action == pause))
    }

/// The word at a place in libvirt's order; a number newer than this program is shown as one.
func word(_ number: Int32, _ words: [String]) -> String {
    words.indices.contains(Int(number)) ? words[Int(number)] : String(number)
}
