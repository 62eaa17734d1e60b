import CCurl

/// What one run of libcurl does with bytes. Called on the thread of the run, until it ends.
protocol Wire: AnyObject {
    /// Takes what came; how much of it. Less than all of it ends the run.
    func write(_ bytes: UnsafeRawBufferPointer) -> Int
    /// Fills in what is to be sent; how much, 0 at the end, `uc_curl_read_abort` to end the run.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int
    /// Takes a line of a reply or of a header. False ends the run.
    func hear(_ line: String) -> Bool
}

/// The context of the callbacks: one pointer, whatever the wire.
final class WireBox {
    let wire: any Wire

    init(_ wire: any Wire) { self.wire = wire }

    static func wire(_ context: UnsafeMutableRawPointer) -> any Wire {
        Unmanaged<WireBox>.fromOpaque(context).takeUnretainedValue().wire
    }
}

// libcurl's callbacks: each gets the box as its context, which outlives the run.

let curlWrites: uc_curl_bytes = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    return WireBox.wire(context).write(UnsafeRawBufferPointer(start: bytes, count: size * count))
}

let curlReads: uc_curl_bytes = { bytes, size, count, context in
    guard let bytes, let context else { return uc_curl_read_abort }
    return WireBox.wire(context).read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

let curlHears: uc_curl_bytes = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
    return WireBox.wire(context).hear(line) ? size * count : 0
}

/// Called at least once a second while libcurl waits. The thread still runs the task that called it.
let curlAsksWhetherToGoOn: uc_curl_progress = { _, _, _, _, _ in Task.isCancelled ? 1 : 0 }
