import Dispatch
import Foundation
import Glibc

/// Short lines over a socket between two processes of ours.
struct LineSocket: Sendable {
    enum Answer: Equatable {
        case line(String)
        /// The other end was closed, by its process's death too.
        case ended
        case late
    }

    let input: Int32
    let output: Int32

    /// The next line, waited for on a thread that may block.
    func next(within seconds: Double) async -> Answer {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: read(within: seconds)) }
        }
    }

    /// Sends a line; false where nobody is there to take it.
    @discardableResult
    func send(_ line: String) -> Bool {
        let bytes = Array((line + "\n").utf8)
        // Lines are far shorter than a socket's buffer: all of it or nothing.
        return unsafe Glibc.send(output, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Byte by byte: what follows the line stays for the next call.
    private func read(within seconds: Double) -> Answer {
        let end = ContinuousClock.now + .seconds(seconds)
        var line: [UInt8] = []
        while line.count < 65536 {
            let left = max(0, (end - .now) / .milliseconds(1))
            var wait = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let ready = unsafe poll(&wait, 1, Int32(min(left + 1, 1_000_000)))
            if ready < 0, errno != EINTR { return .ended }
            if ready > 0 {
                var byte: UInt8 = 0
                let count = unsafe Glibc.read(input, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { return .ended }
                if count == 1 {
                    if byte == UInt8(ascii: "\n") { return .line(String(decoding: line, as: UTF8.self)) }
                    line.append(byte)
                }
            } else if ContinuousClock.now >= end {
                return .late
            }
        }
        return .ended
    }
}
