import CLibvirt

/// libvirt's word that a connection is lost. Runs on the event loop's thread.
let closeCallback: virConnectCloseFunc = { _, reason, context in
    guard let context else { return }
    let sink = Unmanaged<EventSink>.fromOpaque(context).takeUnretainedValue()
    let why: HypervisorEvent.CloseReason =
        switch UInt32(bitPattern: reason) {
        case VIR_CONNECT_CLOSE_REASON_ERROR.rawValue: .error
        case VIR_CONNECT_CLOSE_REASON_EOF.rawValue: .endOfFile
        case VIR_CONNECT_CLOSE_REASON_KEEPALIVE.rawValue: .keepalive
        case VIR_CONNECT_CLOSE_REASON_CLIENT.rawValue: .client
        default: .other
        }
    sink.yield(.closed(why))
    sink.finish()
}
