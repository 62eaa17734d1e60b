import Foundation

/// When people were last on this machine, from `/var/log/lastlog` and `/var/log/wtmp` (utmp(5), with the 384-byte records
/// that glibc has on every 64-bit machine).
struct LoginRecords: Sendable, Equatable {
    /// Seconds since 1970, by UID.
    private(set) var byNumber: [UInt32: Int64] = [:]
    /// The same by login: the end of a session where it ended, now where it goes on.
    private(set) var byLogin: [String: Int64] = [:]
    /// Whether the machine writes any of this at all.
    private(set) var isKept = false
    /// Sessions under way: login by line.
    private var open: [String: String] = [:]

    private static let lastlogSize = 292
    private static let recordSize = 384

    /// - Parameter root: what stands before `/var/log`.
    init(root: String, numbers: [UInt32], now: Moment) throws(OperationFailure) {
        try readLastlog(root + "/var/log/lastlog", numbers)
        // The month before first.
        for name in ["wtmp.1", "wtmp"] { try readHistory(root + "/var/log/" + name) }
        for login in open.values { byLogin[login] = now.microseconds / 1_000_000 }
        open = [:]
    }

    /// One record a UID, in a file with holes: only those asked for are read.
    private mutating func readLastlog(_ path: String, _ numbers: [UInt32]) throws(OperationFailure) {
        guard let file = FileHandle(forReadingAtPath: path) else { return try missing(path) }
        defer { try? file.close() }
        do {
            let size = try file.seekToEnd()
            isKept = isKept || size > 0
            for number in numbers {
                let place = UInt64(number) * UInt64(Self.lastlogSize)
                guard place + UInt64(Self.lastlogSize) <= size else { continue }
                try file.seek(toOffset: place)
                let bytes = [UInt8](try file.read(upToCount: 4) ?? Data())
                let seconds = Self.number(bytes, 0)
                if seconds != 0 { byNumber[number] = seconds }
            }
        } catch { throw .localDirectory(.unreadableFile(SafeText(path), SafeText(TOMLDocument.reason(of: error)))) }
    }

    private mutating func readHistory(_ path: String) throws(OperationFailure) {
        guard let file = FileHandle(forReadingAtPath: path) else { return try missing(path) }
        defer { try? file.close() }
        do {
            while case let bytes = [UInt8](try file.read(upToCount: Self.recordSize * 1024) ?? Data()), !bytes.isEmpty {
                isKept = true
                // A record that a crash cut is the last one.
                for start in stride(from: 0, through: bytes.count - Self.recordSize, by: Self.recordSize) {
                    take(bytes[start..<start + Self.recordSize])
                }
            }
        } catch { throw .localDirectory(.unreadableFile(SafeText(path), SafeText(TOMLDocument.reason(of: error)))) }
    }

    /// A file that is there and does not open is an error: it would make everybody look long gone.
    private func missing(_ path: String) throws(OperationFailure) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        throw .localDirectory(.unreadableFile(SafeText(path), SafeText("permission denied")), .beRoot)
    }

    /// `ut_type`: 2 BOOT_TIME, 7 USER_PROCESS, 8 DEAD_PROCESS; 1 RUN_LVL is a shutdown too.
    private mutating func take(_ record: ArraySlice<UInt8>) {
        let bytes = Array(record)
        let kind = Int(bytes[0]) | Int(bytes[1]) << 8
        let line = Self.text(bytes[8..<40])
        let login = Self.text(bytes[44..<76])
        let seconds = Self.number(bytes, 340)
        switch kind {
        case 7:
            if let former = open[line] { note(former, seconds) }
            open[line] = login
            note(login, seconds)
        case 8:
            if let login = open.removeValue(forKey: line) { note(login, seconds) }
        case 1 where login == "shutdown", 2:
            // After a power cut this is the next start: later than the truth, in the person's favour.
            for login in open.values { note(login, seconds) }
            open = [:]
        default: break
        }
    }

    private mutating func note(_ login: String, _ seconds: Int64) {
        byLogin[login] = max(byLogin[login] ?? seconds, seconds)
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> Int64 {
        guard bytes.count >= place + 4 else { return 0 }
        let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
        return Int64(Int32(bitPattern: value))
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
