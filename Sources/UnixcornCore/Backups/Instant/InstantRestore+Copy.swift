extension InstantRestore {
    /// So often without getting on, then it is given up.
    private static let mostTries = 10
    /// libvirt's word for it.
    private static let stoppedByDisk = "I/O error"

    /// Copies home what the disks still borrow, one after the other, until none does: by QEMU while the guest runs, by
    /// ourselves when it is off.
    func copyHome(
        _ record: InstantRecord, _ disks: [String: RepositoryDisk], _ server: NBDServer
    ) async throws {
        var before = 0
        let all = max(1, record.disks.reduce(0) { $0 + $1.size })
        for disk in record.disks {
            let start = before
            try await copyHome(disk, record, disks[disk.target], server) { share in
                (Double(start) + share * Double(disk.size)) / Double(all)
            }
            before += disk.size
        }
    }

    private func copyHome(
        _ disk: InstantRecord.Disk, _ record: InstantRecord, _ lender: RepositoryDisk?, _ server: NBDServer,
        progress: (Double) -> Double
    ) async throws {
        let (id, name) = (GuestID(rawValue: record.uuid), SafeText(record.guest))
        let image = BorrowingImage(path: disk.path)
        var (furthest, tries) = (0.0, 0)
        while try await image.lender() != nil {
            let reached: Double
            if try await wake(id, name) {
                reached = try await pull(disk.target, of: id) { share in
                    context.report(.copyingHome(name, SafeText(disk.target)), progress(share))
                }
            } else {
                context.say(.copyingOff(name, SafeText(disk.target)), progress(furthest))
                if let why = await bringHome(image, server) { context.log(why.string) }
                reached = furthest
            }
            if context.isCancelled() { throw OperationFailure.cancelled }
            tries = reached > furthest ? 0 : tries + 1
            furthest = max(furthest, reached)
            let reason = await lender?.takeFailure()
            if let reason { context.log("\(name) \(SafeText(disk.target)): \(reason.message.english)") }
            guard tries < Self.mostTries else {
                throw reason
                    ?? OperationFailure(
                        area: "backup", message: .copyStuck(name, SafeText(disk.target), SafeText(disk.path)))
            }
            if tries > 0 { try await Task.sleep(for: .seconds(1)) }
        }
    }

    /// Whether the guest is there to copy by itself. One that stopped at a read that failed goes on: it is served again.
    private func wake(_ id: GuestID, _ name: SafeText) async throws -> Bool {
        let found = try await restore.asking { try await $0.state(of: id) }
        guard let found else {
            throw OperationFailure(area: "state", message: .instantGone(name), hint: .beginAnew)
        }
        guard found.state.isActive else { return false }
        if found.state == .paused, found.reason == Self.stoppedByDisk {
            context.log("\(name) had stopped at an I/O error: it goes on")
            try await restore.asking { try await $0.resume(id) }
        }
        return true
    }

    /// Has QEMU copy until it has ended, or the guest has stopped. Gives the share of the disk that it came to.
    private func pull(_ target: String, of id: GuestID, _ report: (Double) -> Void) async throws -> Double {
        var reached = 0.0
        guard try await isPulled(target, of: id) else { return reached }
        while !context.isCancelled() {
            try await Task.sleep(for: .milliseconds(300))
            guard let job = try await restore.asking({ try await $0.blockJob(on: target, of: id) }) else { break }
            if job.all > 0 { reached = Double(job.done) / Double(job.all) }
            report(reached)
            guard try await isRunning(id) else { break }
        }
        return reached
    }

    /// Begins the copy of a disk where none is under way; false where the guest went off just now.
    private func isPulled(_ target: String, of id: GuestID) async throws -> Bool {
        if try await restore.asking({ try await $0.blockJob(on: target, of: id) }) != nil { return true }
        let limit = order.instant?.bytesPerSecond ?? 0
        do throws(VirtError) { try await hypervisor.pull(target, of: id, bytesPerSecond: limit) } catch {
            guard error.code == .operationInvalid else { throw error }
            return false
        }
        return true
    }

    private func isRunning(_ id: GuestID) async throws -> Bool {
        let found = try await restore.asking { try await $0.state(of: id) }
        guard let found, found.state.isActive else { return false }
        return found.state != .paused || found.reason != Self.stoppedByDisk
    }

    /// Copies into an image that nobody has open. Cut by taking the server away, which leaves it as it was.
    private func bringHome(_ image: BorrowingImage, _ server: NBDServer) async -> SafeText? {
        let watch = Task {
            while !Task.isCancelled, !context.isCancelled() { try? await Task.sleep(for: .milliseconds(250)) }
            if context.isCancelled() { server.stop() }
        }
        defer { watch.cancel() }
        return await image.bringHome()
    }
}
