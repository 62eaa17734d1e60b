import Glibc

/// What a run that was cut left on a guest's host: a backup job, checkpoints, scratch files, frozen file systems.
struct BackupLeftovers: Sendable {
    let hypervisor: Hypervisor
    let guest: Guest
    /// Of this guest's backups.
    let folder: String
    let context: WorkContext

    /// Where guests' folders are: short, since a socket's address has 107 bytes, and on a disk, since scratch files can
    /// be large. The default state folder is closed to QEMU's user.
    static func topFolder(_ stateFolder: String) -> String {
        let isSystem = stateFolder == StateStore.defaultFolder && geteuid() == 0
        return isSystem ? "/var/spool/unixcorn" : stateFolder + "/run"
    }

    /// Ends a job of ours that nobody reads any more, and removes its files. A job of somebody else is left alone. Only
    /// called under the lock of the repository's runs: no living run of ours has one.
    func clear() async {
        do throws(VirtError) {
            if guest.state.isActive, let running = try await hypervisor.backup(of: guest.id),
                running.socket?.hasPrefix(folder + "/") ?? false
            {
                context.log("\(SafeText(guest.name)): a backup job of a run that was cut is ended")
                try await hypervisor.endBackup(of: guest.id)
            }
        } catch { context.log("\(SafeText(guest.name)): \(SafeText(error.message))") }
        GuestFolder.remove(folder)
    }

    /// Deletes all checkpoints of ours but the one that the last backup stands on. One whose bitmap is gone is forgotten.
    static func dropCheckpoints(
        of guest: Guest, but kept: String?, _ hypervisor: Hypervisor, _ context: WorkContext
    ) async {
        do throws(VirtError) {
            let ours = try await hypervisor.checkpoints(of: guest.id).filter {
                $0.name.hasPrefix(CheckpointName.prefix) && $0.name != kept
            }
            for checkpoint in ours {
                do throws(VirtError) {
                    try await hypervisor.deleteCheckpoint(checkpoint.name, of: guest.id)
                } catch {
                    // A guest that is off keeps its bitmaps; the next run that finds it running asks again.
                    guard error.code != .operationInvalid else { continue }
                    try await hypervisor.deleteCheckpoint(checkpoint.name, of: guest.id, metadataOnly: true)
                }
            }
        } catch { context.log("\(SafeText(guest.name)): \(SafeText(error.message))") }
    }
}
