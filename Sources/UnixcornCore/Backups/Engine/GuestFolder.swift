import Foundation
import Glibc

/// The folder in which QEMU makes socket and scratch files for one backup.
enum GuestFolder {
    /// Makes it, open to QEMU's user and to nobody else. What a run that was cut left in it goes.
    static func make(_ path: String) throws(OperationFailure) {
        remove(path)
        let parent = (path as NSString).deletingLastPathComponent
        do {
            // The way down to it can be walked by QEMU's user, not listed.
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch { throw OperationFailure(error, tried: .makingFolder(SafeText(path))) }
        guard geteuid() == 0, let user = unsafe getpwnam("libvirt-qemu") else { return }
        guard unsafe chown(path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
            throw .file(path, code: errno, tried: .makingFolder(SafeText(path)))
        }
    }

    /// Removes it with what is in it. What cannot be removed is in the way of the next `make`, which says so.
    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}

extension Phrase {
    static func makingFolder(_ path: SafeText) -> Phrase { Phrase("making \(path)", "création de \(path)") }
}
