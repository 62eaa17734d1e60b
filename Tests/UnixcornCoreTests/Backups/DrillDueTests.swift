import TestSupport
import Testing

@testable import UnixcornCore

@Suite("When a scheduled run rehearses a restore")
struct DrillDueTests {
    @Test("once there is a backup of a guest, and drill_days after the last one; never with 0")
    func due() throws {
        let folder = try TemporaryFolder()
        var declared = Configuration.BackupDeclaration()
        let history = DrillHistory(folder.path)
        #expect(!history.isDue(declared))
        let backup = BackupSummary.Backup(id: "a", time: .now, host: "licorne", guest: "cloud")
        BackupSummary(readAt: .now, place: "file:/x", backups: [backup], bytes: 1, files: 1).write(folder.path)
        #expect(history.isDue(declared))
        history.add(Drill(drilledAt: .now, duration: 1, guest: "cloud", backup: "a", madeAt: .now))
        #expect(!history.isDue(declared))
        #expect(!history.isDue(declared, now: .now.adding(seconds: 29 * 86_400)))
        #expect(history.isDue(declared, now: .now.adding(seconds: 30 * 86_400)))
        declared.drillDays = 0
        #expect(!history.isDue(declared, now: .now.adding(seconds: 90 * 86_400)))
    }
}
