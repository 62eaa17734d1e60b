import Foundation

/// Writes `text` to a file.
public func write(_ text: String, to path: String, mode: Int? = nil) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    guard let mode else { return }
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}
