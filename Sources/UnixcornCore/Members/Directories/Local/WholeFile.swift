import Foundation

/// Reads files of this machine for the directories: whole, or an error that names the file.
enum WholeFile {
    /// Nil where there is no such file.
    static func bytes(_ path: String) throws(OperationFailure) -> [UInt8]? {
        do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            if FileManager.default.fileExists(atPath: path) {
                throw .localDirectory(
                    .unreadableFile(SafeText(path), SafeText(TOMLDocument.reason(of: error))), .beRoot)
            }
            return nil
        }
    }

    /// The same; a missing file is an error too.
    static func needed(_ path: String) throws(OperationFailure) -> [UInt8] {
        guard let bytes = try bytes(path) else { throw .localDirectory(.missingFile(SafeText(path))) }
        return bytes
    }
}

extension OperationFailure {
    static func localDirectory(_ message: Phrase, _ hint: Phrase? = nil, code: Int = 0) -> OperationFailure {
        OperationFailure(area: "directory", code: code, message: message, hint: hint)
    }
}

extension Moment {
    /// The moment where a directory can mean it: not before the year 2000, not after tomorrow.
    func possible(_ field: String, _ value: String, now: Moment, _ faults: inout [AccountFault]) -> Moment? {
        guard self >= Moment(seconds: 946_684_800), self <= now.adding(seconds: 86_400) else {
            faults.append(.impossibleDate(field: field, value: String(value.prefix(60))))
            return nil
        }
        return self
    }
}
