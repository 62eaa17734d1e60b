import Foundation

/// Tells what is known of backups on this machine: five small files, looked at every few seconds.
struct BackupSource: Sendable {
    /// Seconds between two looks.
    private static let period = 5.0

    let configuration: Configuration
    let stateFolder: String
    let publish: Publisher

    func run() async {
        let timer = BackupSchedule.usualFolder + "/" + BackupSchedule.timerName
        var seen: [Date?]?
        var next: Moment?
        while !Task.isCancelled {
            let stamps = [
                BackupSummary.stamp(stateFolder), BackupHistory.stamp(stateFolder), BackupCare.stamp(stateFolder),
                DrillHistory.stamp(stateFolder), StateFolder.stamp(timer),
            ]
            let isPast = next.map { $0 <= .now } ?? false
            if stamps != seen || isPast {
                if seen == nil || isPast { next = await nextBySystemd() }
                seen = stamps
                var state = BackupsState(configuration, stateFolder)
                state.nextBySystemd = next
                await publish([.backups(state)])
            }
            // Cancelled: the loop's condition ends it.
            try? await Task.sleep(for: .seconds(Self.period))
        }
    }

    /// When a schedule that is not understood here is due next, by `systemd-analyze calendar`; nil: nobody knows.
    private func nextBySystemd() async -> Moment? {
        let (program, declared) = ("/usr/bin/systemd-analyze", configuration.backup)
        guard declared.isDeclared, BackupCalendar(declared.schedule) == nil,
            FileManager.default.isExecutableFile(atPath: program)
        else { return nil }
        let outcome = await Command.run(
            program, ["calendar", "--iterations=1", "--", declared.schedule], seconds: 10)
        return outcome.status == 0 ? Self.nextElapse(in: outcome.text) : nil
    }

    /// Of `(in UTC): Thu 2026-11-26 02:30:00 UTC`, or of `Next elapse:` where the machine's own zone is UTC.
    static func nextElapse(in text: String) -> Moment? {
        let lines = text.split(separator: "\n")
        guard
            let line = lines.first(where: { $0.contains("(in UTC):") })
                ?? lines.first(where: { $0.contains("Next elapse:") && $0.hasSuffix("UTC") })
        else { return nil }
        let words = line.split(separator: " ").map(String.init)
        guard let date = words.firstIndex(where: { $0.count == 10 && $0.dropFirst(4).first == "-" }),
            words.indices.contains(date + 1)
        else { return nil }
        return Moment(rfc3339: "\(words[date])T\(words[date + 1])Z")
    }
}
