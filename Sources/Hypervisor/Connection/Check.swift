import CLibvirt
import Glibc

/// Calls C and, where the result says that it failed (`< 0`), copies the error of this thread before anything else can
/// replace it. Never suspend between a call and its `check`.
@discardableResult
func check(_ call: String, _ object: String, _ body: () -> Int32) throws(VirtError) -> Int32 {
    let result = body()
    guard result >= 0 else { throw lastError(call, object) }
    return result
}

/// The same for a call that returns a handle or a pointer, nil where it failed.
func check<T>(_ call: String, _ object: String, pointer body: () -> T?) throws(VirtError) -> T {
    guard let result = body() else { throw lastError(call, object) }
    return result
}

/// The same for a call that returns a string that the caller owns: copied, then freed.
func check(_ call: String, _ object: String, string body: () -> UnsafeMutablePointer<CChar>?) throws(VirtError)
    -> String
{
    let pointer = try check(call, object, pointer: body)
    defer { free(pointer) }
    return String(cString: pointer)
}

/// Fetches a list of handles (`virConnectListAll...`), maps each and frees each, whatever happens.
func collect<T>(
    _ call: String, _ object: String,
    fetch: (inout UnsafeMutablePointer<OpaquePointer?>?) -> Int32,
    free release: (OpaquePointer?) -> Int32,
    _ map: (OpaquePointer) throws(VirtError) -> T?
) throws(VirtError) -> [T] {
    var list: UnsafeMutablePointer<OpaquePointer?>?
    let count = Int(try check(call, object) { fetch(&list) })
    guard let list else { return [] }
    defer {
        for index in 0..<count { _ = release(list[index]) }
        free(list)
    }
    var values: [T] = []
    values.reserveCapacity(count)
    for index in 0..<count {
        guard let handle = list[index], let value = try map(handle) else { continue }
        values.append(value)
    }
    return values
}

/// This thread's last error as a value (`virGetLastError`). The pointer dies at the next call of libvirt.
func lastError(_ call: String, _ object: String) -> VirtError {
    guard let error = virGetLastError()?.pointee else {
        return VirtError(code: .init(rawValue: 0), message: "no reason given", call: call, object: object)
    }
    return VirtError(
        code: .init(rawValue: error.code), domain: error.domain,
        message: error.message.map { String(cString: $0) } ?? "", call: call, object: object)
}

extension String {
    /// A C string that libvirt keeps, copied; empty for NULL.
    init(c pointer: UnsafePointer<CChar>?) { self = pointer.map { String(cString: $0) } ?? "" }
}
