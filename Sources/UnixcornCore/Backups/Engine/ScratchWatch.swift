/// Watches the room that QEMU needs for what the guest overwrites during a backup: before it is full the backup gives up,
/// since the guest itself would otherwise see its writes fail.
struct ScratchWatch: Sendable {
    let folder: String
    /// Bytes that must stay free.
    var least: UInt64 = 256 << 20
    /// Frees the guest of its scratch files: `body` may wait for a store that hangs, and the guest must not.
    var giveUp: @Sendable () async -> Void = {}

    /// Throws where there is not enough room.
    func check() throws(OperationFailure) {
        guard let free = FreeRoom.bytes(at: folder), free < least else { return }
        throw OperationFailure(area: "space", message: .scratchFull(SafeText(folder), free), hint: .freeSpace)
    }

    func during<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while !Task.isCancelled {
                    do { try check() } catch {
                        await giveUp()
                        throw error
                    }
                    // Cancelled: the loop's condition ends it. A fast guest fills what must stay free in some tenths.
                    try? await Task.sleep(for: .milliseconds(100))
                }
                return nil
            }
            while let result = try await group.next() {
                guard let result else { continue }
                group.cancelAll()
                return result
            }
            throw OperationFailure.cancelled
        }
    }
}

extension Phrase {
    static func scratchFull(_ folder: SafeText, _ free: UInt64) -> Phrase {
        Phrase(
            "\(folder) has only \(Units.size(free)) left for what the guest overwrites: its backup was given up",
            "\(folder) n’a plus que \(Units.size(free, .french)) pour ce que la machine réécrit : sa sauvegarde est abandonnée"
        )
    }
    static let freeSpace = Phrase("make room there, then run it again", "faites-y de la place, puis relancez")
}
