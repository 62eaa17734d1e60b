// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink

/// A TAP interface and its other end: what is written here the kernel receives from the wire, and what it sends is read
/// here, as whole Ethernet frames (`/dev/net/tun`, `TUNSETIFF` with `IFF_TAP | IFF_NO_PI`).
///
/// Any thread may read and write. The interface ends with this value, unless it was there before as a lasting one.
public final class TapDevice: Sendable {
    public let name: String
    private let device: Descriptor

    /// Bytes of the longest frame: the largest MTU, the Ethernet header, a VLAN's tag.
    private static let longest = 65_535 + 18

    /// Makes the interface, down, in the thread's namespace, which must not be the host's.
    /// - Parameter name: 15 bytes at most, see `InterfaceName`.
    /// - Throws: `PacketFilterError`: `.busy` where it is in use; `.invalid` for a name that no interface may have;
    ///   `.denied` for a thread in the host's network; `.notPermitted` without CAP_NET_ADMIN; `.missing` without the
    ///   driver.
    public static func open(_ name: String, on thread: NetworkThread) async throws(PacketFilterError) -> TapDevice {
        try thread.requireOwnNetwork(PacketFilterError.tapCall, name)
        guard InterfaceName.isValid(name) else {
            throw .refused("no name for an interface", PacketFilterError.tapCall, name)
        }
        let device = try await thread.open { () throws(PacketFilterError) in
            let device = try Descriptor(PacketFilterError.tapCall, name) {
                Glibc.open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC)
            }
            var request = InterfaceRequest(name: name)
            request.put(native: Int16(IFF_TAP | IFF_NO_PI))
            guard request.call(device.number, UInt(uc_tunsetiff)) >= 0 else {
                throw .last(PacketFilterError.tapCall, name)
            }
            return device
        }
        return TapDevice(name: name, device: device)
    }

    private init(name: String, device: Descriptor) {
        self.name = name
        self.device = device
    }

    /// Puts one frame on the wire: from the Ethernet header on, without the check sequence. Does not block.
    /// - Throws: `PacketFilterError`: `EIO` where the interface is down; `.invalid` for less than an Ethernet header.
    public func write(_ frame: [UInt8]) throws(PacketFilterError) {
        while true {
            let count = frame.withUnsafeBytes { Glibc.write(device.number, $0.baseAddress, $0.count) }
            if count == frame.count { return }
            guard count < 0, errno == EINTR else { throw .last("write", name) }
        }
    }

    /// The next frame that the kernel sends out of the interface; nil where none came.
    /// - Parameter milliseconds: for which to wait, blocking the calling thread; 0 to look only.
    public func read(milliseconds: Int32 = 0) throws(PacketFilterError) -> [UInt8]? {
        if let frame = try readNow() { return frame }
        guard milliseconds > 0 else { return nil }
        var waiting = pollfd(fd: device.number, events: Int16(POLLIN), revents: 0)
        let found = poll(&waiting, 1, milliseconds)
        guard found >= 0 || errno == EINTR else { throw .last("poll", name) }
        return found > 0 ? try readNow() : nil
    }

    /// Every frame that waits, oldest first. Does not block.
    public func readAll() throws(PacketFilterError) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        while let frame = try readNow() { frames.append(frame) }
        return frames
    }

    private func readNow() throws(PacketFilterError) -> [UInt8]? {
        while true {
            let (frame, failure) = withUnsafeTemporaryAllocation(byteCount: Self.longest, alignment: 8) { room in
                let count = Glibc.read(device.number, room.baseAddress, room.count)
                return count < 0 ? ([], errno) : ([UInt8](room[..<count]), 0)
            }
            switch failure {
            case 0: return frame
            case EAGAIN: return nil
            case EINTR: continue
            default: throw .system(failure, "read", name)
            }
        }
    }
}

extension NetworkThread {
    /// Interfaces and their settings are for networks of our own, never for the host's.
    func requireOwnNetwork(_ call: String, _ object: String) throws(PacketFilterError) {
        guard place == .host else { return }
        throw PacketFilterError(
            code: .denied, message: "not in the host's network", call: PacketFilterError.hostCall, object: object)
    }
}
