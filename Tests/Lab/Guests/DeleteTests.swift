import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("Guests that are deleted", .timeLimit(.minutes(2)))
    struct DeleteTests {
        @Test("a guest is deleted with its disk by a command, whose job has read no volumes yet")
        func delete() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let site = try await BackupSite(lab)
            let ended = try site.program.run(
                ["guest", "delete", "beta", "--with-disks", "--yes", "--config", site.configuration], seconds: 120)
            #expect(ended.code == 0, "\(ended.out) \(ended.err)")
            #expect(!FileManager.default.fileExists(atPath: lab.image(of: "beta")))
            #expect(try await !lab.virsh("list", "--all", "--name").contains("beta"))
            try await lab.reset()
        }
    }
}
