import Glibc

extension PacketFilterError {
    /// The error that `errno` holds, as a value. Nothing may come between the failed call and this.
    static func last(_ call: String, _ object: String) -> PacketFilterError { system(errno, call, object) }

    /// An error number that was returned or read from an answer.
    static func system(_ number: Int32, _ call: String, _ object: String, message: String? = nil) -> PacketFilterError {
        PacketFilterError(
            code: Code(rawValue: number), message: message ?? String(cString: strerror(number)), call: call,
            object: object)
    }

    /// A request that was refused before the kernel was asked.
    static func refused(_ message: String, _ call: String, _ object: String) -> PacketFilterError {
        PacketFilterError(code: .invalid, message: message, call: call, object: object)
    }
}

/// Calls C and, where the result says that it failed (`< 0`), copies the error of this thread before anything else can
/// replace it.
@discardableResult
func check(_ call: String, _ object: String, _ body: () -> Int32) throws(PacketFilterError) -> Int32 {
    let result = body()
    guard result >= 0 else { throw .last(call, object) }
    return result
}
