// swift-format-ignore: OrderedImports
import Glibc
import Synchronization

/// An interface as the kernel names it in an event, by number.
public struct InterfaceReference: Sendable, Hashable {
    public var index: UInt32
    /// Nil where it was gone before anybody asked. From the kernel: hostile until `SafeText`.
    public var name: String?

    public init(index: UInt32, name: String?) {
        self.index = index
        self.name = name
    }
}

/// The names of a namespace's interfaces (`SIOCGIFNAME` on a socket of that namespace), from any thread.
final class InterfaceNames: Sendable {
    private let socket: Descriptor
    /// The last names of interfaces that may be gone by now.
    private let known = Mutex<[UInt32: String]>([:])

    /// Guests come and go: the names of the dead are not kept for ever.
    private static let mostKnown = 8192

    /// In the namespace.
    init(object: String) throws(PacketFilterError) {
        socket = try Descriptor("socket", object) {
            Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        }
    }

    func reference(_ index: UInt32?) -> InterfaceReference? {
        guard let index, index != 0 else { return nil }
        return InterfaceReference(index: index, name: name(of: index))
    }

    private func name(of index: UInt32) -> String? {
        var request = InterfaceRequest()
        request.put(native: index)
        let number = socket.number
        guard request.call(number, UInt(SIOCGIFNAME)) >= 0 else { return known.withLock { $0[index] } }
        let name = request.name
        known.withLock { known in
            if known.count >= Self.mostKnown { known = [:] }
            known[index] = name
        }
        return name
    }
}
