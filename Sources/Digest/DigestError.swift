import CCrypto

/// An error of libcrypto as a value: the call that failed and OpenSSL's own words for it.
public struct DigestError: Error, Sendable, Equatable {
    /// The C function that failed: `EVP_DigestInit_ex`.
    public var call: String
    /// OpenSSL's message (`ERR_error_string_n`).
    public var message: String

    /// An error of our own making.
    public init(call: String, message: String) {
        self.call = call
        self.message = message
    }

    /// The last error of this thread. Called right after the call that failed, in the same function.
    init(afterCall call: String) {
        self.call = call
        let code = ERR_peek_last_error()
        var buffer = [CChar](repeating: 0, count: 256)
        ERR_error_string_n(code, &buffer, buffer.count)
        message =
            code == 0
            ? "no reason given" : buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        ERR_clear_error()
    }
}
