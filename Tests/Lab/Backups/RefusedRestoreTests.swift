import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("A restore that libvirt refuses", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(3)))
    struct RefusedRestoreTests {
        @Test("a name that libvirt takes for no guest's leaves no disk behind")
        func name() async throws {
            let (lab, site) = try await BackupSite.ofAlpha()
            let before = try lab.contents(of: lab.folder + "/pools/ssd").sorted()
            let ended = try site.program.run(
                [
                    "backup", "restore", try site.newest("alpha"), "--name", "a/b", "--yes", "--config",
                    site.configuration,
                ],
                seconds: 120)
            #expect(ended.code == 1 && ended.err.contains("a/b"), "\(ended.out) \(ended.err)")
            #expect(try lab.contents(of: lab.folder + "/pools/ssd").sorted() == before)
        }
    }
}
