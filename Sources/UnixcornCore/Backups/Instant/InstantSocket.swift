import Foundation
import Glibc

/// Where the disks of one instant restore are served: a socket that QEMU's user can reach, and nobody else. Its path
/// stands in the guest's definition: it is the same each time.
struct InstantSocket: Sendable {
    let folder: String
    var path: String { folder + "/nbd" }

    init(uuid: String, stateFolder: String) {
        folder = BackupLeftovers.topFolder(stateFolder) + "/instant-" + uuid.prefix(8)
    }

    /// Serves `disks` by their targets, until the server is dropped.
    func serve(_ disks: [String: any NBDDisk]) throws(OperationFailure) -> NBDServer {
        try GuestFolder.make(folder)
        let server: NBDServer
        do throws(NBDError) { server = try NBDServer(socket: path, exports: disks) } catch {
            throw OperationFailure(error, tried: .servingDisks)
        }
        guard geteuid() == 0, let user = unsafe getpwnam("libvirt-qemu") else { return server }
        guard unsafe chown(path, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
            throw .file(path, code: errno, tried: .servingDisks)
        }
        return server
    }

    func remove() { GuestFolder.remove(folder) }

    /// A disk there as QEMU's programs name it.
    func address(of target: String) -> String {
        var allowed = CharacterSet.urlPathAllowed
        allowed.remove(charactersIn: "&=+?#")
        // Every string has an encoding.
        let place = path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path
        return "nbd+unix:///\(target)?socket=\(place)"
    }
}

extension Phrase {
    static let servingDisks = Phrase("serving the backup's disks", "mise à disposition des disques de la sauvegarde")
}
