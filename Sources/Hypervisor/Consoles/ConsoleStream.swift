/// A guest's serial console, open in both directions.
///
/// Hold on to it for as long as the console is shown: the last reference that goes closes it. It ends by itself when
/// the guest goes away, when somebody else takes the console by force, when libvirt's daemon is lost, and with its
/// `Hypervisor`: hold on to that too.
public final class ConsoleStream: Sendable {
    /// What the guest writes, in pieces as they come, for one reader. It finishes when the console ends.
    ///
    /// Hostile: for a terminal's parser, never for a terminal. While nobody reads, no more than `ConsoleLine.patience`
    /// bytes are taken from libvirt, so a guest that floods its console fills no memory of this value.
    public let bytes: AsyncStream<[UInt8]>
    private let line: ConsoleLine

    init(line: ConsoleLine) {
        self.line = line
        bytes = AsyncStream(unfolding: { await line.next() }, onCancel: { line.end(nil) })
    }

    deinit { line.end(nil) }

    /// Types `bytes` to the guest. Never blocks: they are sent in order as libvirt takes them. After the end they are
    /// dropped.
    public func send(_ bytes: [UInt8]) { line.send(bytes) }

    /// Closes the console and finishes `bytes`. Never blocks: libvirt's farewell has a thread of its own.
    public func close() { line.end(nil) }

    /// Why the console ended, where it was neither closed nor ended by the guest; nil while it is open.
    public var failure: VirtError? { line.failure }

    /// Whether the console is still open.
    public var isOpen: Bool { line.isOpen }
}
