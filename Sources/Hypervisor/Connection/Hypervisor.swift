import CLibvirt

/// One connection to libvirt, as an actor on a serial queue of its own.
///
/// Every function blocks that queue for as long as libvirt takes, which may be for ever (a frozen QEMU, a stopped
/// daemon): wrap calls in `abandoning(after:)`, and keep listing, counting and acting on connections of their own.
/// A value that is dropped closes its connection on a thread of its own once the last call has returned.
public actor Hypervisor {
    /// What a connection may do.
    public enum Access: String, Sendable, Codable {
        case readWrite
        /// `VIR_CONNECT_RO`: libvirt itself refuses everything that changes something.
        case readOnly
    }

    /// The URI as it was asked for.
    public nonisolated let uri: String
    public nonisolated let access: Access
    private nonisolated let queue: SerialQueue
    /// Nil once closed.
    var handle: ConnectionHandle?
    /// What was read from each guest's XML, kept until it may have changed.
    var descriptions: [GuestID: GuestDescription] = [:]
    var isListening = false
    /// Consoles that were opened here and that the daemon still knows of, by guest and alias.
    var consoles: [String: ConsoleLine] = [:]
    /// Found once by asking.
    var knownOffers: HostFacts.Offers?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(handle: ConnectionHandle, uri: String, access: Access) {
        self.handle = handle
        self.uri = uri
        self.access = access
        queue = SerialQueue(label: "unixcorn.libvirt")
    }

    /// The connection for a call of C. Stays valid while the actor's function runs.
    func connection() throws(VirtError) -> OpaquePointer {
        guard let handle else {
            throw VirtError(
                code: .invalidConnection, message: "the connection was closed",
                call: "virConnectClose", object: uri)
        }
        return handle.pointer
    }

    /// Closes the connection; later calls throw. The farewell has a thread of its own, but like every function this one
    /// waits for its turn: behind a call that hangs, drop the value instead.
    public func close() {
        handle?.sink.finish()
        handle = nil
        descriptions = [:]
    }

    /// Whether libvirt still holds the connection (`virConnectIsAlive`). Asks nothing of the daemon; waits for its turn.
    public func isAlive() -> Bool {
        guard let handle else { return false }
        return virConnectIsAlive(handle.pointer) == 1
    }
}
