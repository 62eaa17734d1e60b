import Glibc

/// The one owner of a file descriptor: closed with this value.
final class Descriptor: Sendable {
    let number: Int32

    /// Takes over what a call returned, or throws the error that it left.
    init(_ call: String, _ object: String, _ body: () -> Int32) throws(PacketFilterError) {
        number = try check(call, object, body)
    }

    deinit { close(number) }
}
