import Foundation
import UnixcornCore

/// Freezes a guest as a backup does, and never begins it.
func freeze(_ words: [String]) async -> Never {
    do {
        let hypervisor = try await Hypervisor.open(words[2], access: .readWrite)
        let guest = GuestID(rawValue: words[3])
        let limit = Double(words[4]) ?? 30
        _ = try await whileFrozen(guest, on: hypervisor, limit: limit, executable: words[5]) {
            FileHandle.standardOutput.write(Data("frozen\n".utf8))
            try await Task.sleep(for: .seconds(3600))
        }
    } catch {
        print("failed: \(error)")
    }
    exit(1)
}
