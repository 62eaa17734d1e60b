import CGuard
import Glibc
public import Text

/// Standard error as a pipe while the screen is on: libvirt's drivers write there whatever one tells them.
struct StandardError {
    let reading: Int32
    private let real: Int32
    private var partial: [UInt8] = []
    /// A line longer than this is cut into lines.
    private static let longest = 4096

    init?() {
        var ends: [Int32] = [-1, -1]
        guard uc_pipe(&ends) == 0 else { return nil }
        real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        reading = ends[0]
        dup2(ends[1], STDERR_FILENO)
        close(ends[1])
        uc_signals_standard_error(reading, real)
    }

    /// The lines written since last time. Ends with an unfinished one only when `all`.
    mutating func takeLines(all: Bool = false) -> [SafeText] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var taken = 0
        while taken < 1 << 20 {
            let count = read(reading, &buffer, buffer.count)
            if count <= 0 { break }
            taken += count
            partial += buffer[..<count]
        }
        var lines: [SafeText] = []
        while let end = partial.firstIndex(of: 0x0A) ?? (partial.count > Self.longest ? Self.longest : nil) {
            lines.append(SafeText(String(decoding: partial[..<end], as: UTF8.self)))
            partial.removeFirst(partial[end] == 0x0A ? end + 1 : end)
        }
        if all, !partial.isEmpty {
            lines.append(SafeText(String(decoding: partial, as: UTF8.self)))
            partial = []
        }
        return lines
    }

    /// Standard error is the real one again, and gets what nobody took.
    mutating func putBack() {
        uc_signals_standard_error(-1, -1)
        let rest = takeLines(all: true)
        if real >= 0 {
            dup2(real, STDERR_FILENO)
            close(real)
        } else {
            close(STDERR_FILENO)
        }
        close(reading)
        let text = Array(rest.map { $0.string + "\n" }.joined().utf8)
        _ = text.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

extension Terminal {
    /// Readable when something was written to standard error; -1 when it is not caught.
    public var stderrDescriptor: Int32 { standardError?.reading ?? -1 }

    /// The whole lines that were written to standard error since last time.
    public func takeStderrLines() -> [SafeText] { standardError?.takeLines() ?? [] }
}
