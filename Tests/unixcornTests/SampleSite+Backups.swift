import Foundation
import UnixcornCore

extension SampleSite {
    /// Five weeks of two runs a week; one missed, one failed, a guest without an agent, one that is gone.
    static var backups: BackupsState {
        var state = BackupsState()
        state.place = "ftps://licorne@backup.example.net/unixcorn"
        state.schedule = "Mon,Thu 03:30"
        state.retention.within = Retention.Span(days: 14)
        state.retention.weekly = 3
        state.quota = 100_000_000_000
        state.fileLimit = 1000
        state.leftOut = ["sauvegarde-test"]
        // 2026-03-02 is a Monday.
        let daysAgo = [35, 32, 28, 25, 21, 18, 14, 7, 4, 0]
        var made: [BackupSummary.Backup] = []
        for (run, ago) in daysAgo.enumerated() {
            for (place, name) in (guests.map(\.name) + ["ancien"]).enumerated() {
                let at = now.adding(seconds: -Double(ago) * 86_400 - 22_260 + Double(place * 120))
                if name == "sauvegarde-test" || (name == "ancien" && ago < 20) || (name == "web-troc" && run < 9) {
                    continue
                }
                let id =
                    String(format: "%08x", (run * 64 + place + 1) * 40_503 % 0xFFFF_FFFF)
                    + String(repeating: "5", count: 56)
                if name == "forge" && ago == 0 {
                    state.history.append(
                        UnixcornCore.BackupHistory.Entry(
                            guest: name, at: at, duration: 42,
                            reason: Phrase("the guest agent did not answer", "l’agent n’a pas répondu")))
                    continue
                }
                let consistency: Manifest.State = name == "visio" ? .off : name == "matrice" ? .crash : .consistent
                state.history.append(
                    UnixcornCore.BackupHistory.Entry(
                        guest: name, at: at, duration: 100, backup: id, state: consistency, size: 40 << 30,
                        readBytes: (run == 0 ? 17 << 30 : 600 << 20), storedBytes: (run == 0 ? 5 << 30 : 150 << 20),
                        isReadBack: true))
                made.append(
                    BackupSummary.Backup(
                        id: id, time: at, host: "licorne", guest: name, state: consistency,
                        tags: ["unixcorn", consistency.rawValue], paths: ["/guests/" + name], utcOffset: 0))
            }
        }
        state.summary = BackupSummary(
            readAt: now.adding(seconds: -20_000), place: state.place ?? "", backups: made, bytes: 58_000_000_000,
            files: 310)
        if let backup = made.last(where: { $0.guest == "cloud" && now.seconds(since: $0.time) > 4 * 86_400 }) {
            let words = Phrase("as it was backed up", "tel qu’il a été sauvegardé")
            state.drills = [
                Drill(
                    drilledAt: now.adding(seconds: -3 * 86_400), duration: 300, guest: "cloud", backup: backup.id,
                    madeAt: backup.time,
                    proofs: [Drill.Proof(kind: .bytes, object: "vda", isRight: true, words: words)])
            ]
        }
        return state
    }
}
