import CLibvirt

/// The one owner of a `virConnectPtr`. Nothing outside `Hypervisor` sees it.
///
/// `@unchecked Sendable`: libvirt lets threads share a connection (`virConnectRef`), and the pointer never changes.
final class ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let sink: EventSink
    /// Registrations to undo: libvirt keeps the connection alive for as long as one exists.
    private let registrations = Registrations()

    init(pointer: OpaquePointer, sink: EventSink) {
        self.pointer = pointer
        self.sink = sink
    }

    func remember(_ registration: Registration) { registrations.add(registration) }

    /// A daemon that does not answer would block the last releaser: closing has a thread of its own.
    deinit {
        sink.finish()
        let closing = Closing(pointer: pointer, registrations: registrations.take())
        onOwnThread { closing.run() }
    }
}

/// One callback that libvirt holds, by its kind and number.
enum Registration: Sendable {
    case domain(Int32), pool(Int32), network(Int32), closing
}

/// What is left to do when a connection goes. `@unchecked Sendable`: moved to one thread, used there once.
private struct Closing: @unchecked Sendable {
    let pointer: OpaquePointer
    let registrations: [Registration]

    func run() {
        for registration in registrations {
            switch registration {
            case .domain(let id): virConnectDomainEventDeregisterAny(pointer, id)
            case .pool(let id): virConnectStoragePoolEventDeregisterAny(pointer, id)
            case .network(let id): virConnectNetworkEventDeregisterAny(pointer, id)
            case .closing: virConnectUnregisterCloseCallback(pointer, closeCallback)
            }
        }
        virConnectClose(pointer)
    }
}
