import Screen
import UnixcornCore

/// A guest with its backups: one row of the list. A class: its strip is made once.
final class GuestBackupsRow: Sendable, Identifiable {
    let one: GuestBackups
    let days: [DayMark]

    /// Days that a strip shows at the most.
    static let span = 120

    init(_ one: GuestBackups, until now: Moment, _ calendar: BackupCalendar?) {
        self.one = one
        days = one.days(Self.span, until: now, calendar)
    }

    var id: String { one.id }
    /// The newest try, failed or not.
    var last: BackupHistory.Entry? { one.tries.last }

    static let columns: [ListColumn<GuestBackupsRow>] = [
        ListColumn(
            "state", Phrase("state", "état"), width: 11, priority: 100,
            text: { row, context in context.state(row.one.look) }, style: { row, _ in Style(row.one.look.role) },
            before: { ($0.one.rank, $0.one.guest) < ($1.one.rank, $1.one.guest) }),
        ListColumn(
            "name", Phrase("name", "nom"), width: 12, grows: 1, priority: 110,
            text: { row, _ in SafeText(row.one.guest) }, style: { _, _ in Style(.text) },
            before: { $0.one.guest < $1.one.guest }),
        ListColumn(
            "days", Phrase("last days", "derniers jours"), width: 15, grows: 4, priority: 98,
            text: { row, _ in SafeText(String(row.days.map(\.look.shape))) },
            marks: { row, _ in row.days.map { TableCell.Mark($0.look.shape, $0.look.role) } }),
        ListColumn(
            "age", Phrase("newest", "dernière"), width: 8, isNumber: true, priority: 96,
            text: { row, context in row.one.newestAt.map { context.briefAge($0) } ?? "-" },
            whole: { $0.one.newestAt?.iso8601 ?? "" },
            style: { row, _ in Style(row.one.standing == .late ? .warning : .text) },
            before: { ($0.one.newestAt ?? Moment(seconds: 0)) > ($1.one.newestAt ?? Moment(seconds: 0)) }),
        ListColumn(
            "size", Phrase("size", "taille"), width: 9, isNumber: true, priority: 88,
            text: { row, context in context.size(row.one.lastDone?.size) },
            before: { ($0.one.lastDone?.size ?? -1) > ($1.one.lastDone?.size ?? -1) }),
        ListColumn(
            "new", Phrase("new", "nouveau"), width: 9, isNumber: true, priority: 86,
            text: { row, context in context.size(row.one.lastDone?.storedBytes) },
            before: { ($0.one.lastDone?.storedBytes ?? -1) > ($1.one.lastDone?.storedBytes ?? -1) }),
        ListColumn(
            "took", Phrase("took", "durée"), width: 8, isNumber: true, priority: 70,
            text: { row, context in row.one.lastDone?.duration.map { context.duration($0) } ?? "-" },
            before: { ($0.one.lastDone?.duration ?? -1) > ($1.one.lastDone?.duration ?? -1) }),
        ListColumn(
            "count", Phrase("kept", "gardées"), width: 7, isNumber: true, priority: 80,
            text: { row, _ in SafeText(String(row.one.backups.count)) },
            before: { $0.one.backups.count > $1.one.backups.count }),
        ListColumn(
            "why", Phrase("remark", "remarque"), width: 24, grows: 2, priority: 60,
            text: { row, context in
                row.one.standing == .failed ? row.last?.reason.map { context.say($0) } ?? "" : ""
            }, style: { _, _ in Style(.critical) }),
    ]
}

/// One backup of a guest, or one that failed.
struct BackupRow: Sendable, Identifiable {
    var backup: BackupSummary.Backup?
    var entry: BackupHistory.Entry?

    var id: String { backup?.id ?? "\(entry?.at.microseconds ?? 0)" }
    var time: Moment { backup?.time ?? entry?.at ?? Moment(seconds: 0) }
    var isFailed: Bool { backup == nil && entry?.backup == nil }
    var look: StateLook { isFailed ? DayMark.failed.look : (backup?.state ?? entry?.state).shortLook }

    /// Newest first.
    static func all(of one: GuestBackups) -> [BackupRow] {
        let made = one.backups.map { backup in
            BackupRow(backup: backup, entry: one.tries.last { $0.backup == backup.id })
        }
        let failed = one.tries.filter { $0.backup == nil }.map { BackupRow(backup: nil, entry: $0) }
        return (made + failed).sorted { $0.time > $1.time }
    }

    static let columns: [ListColumn<BackupRow>] = [
        ListColumn(
            "time", Phrase("time", "date"), width: 16, priority: 110,
            text: { row, _ in SafeText(row.time.formatted("%Y-%m-%d %H:%M")) }, whole: { $0.time.iso8601 },
            style: { _, _ in Style(.text) }, before: { $0.time > $1.time }),
        ListColumn(
            "state", Phrase("state", "état"), width: 11, priority: 105,
            text: { row, context in context.state(row.look) }, style: { row, _ in Style(row.look.role) },
            before: { $0.look.words.english < $1.look.words.english }),
        ListColumn(
            "age", Phrase("age", "âge"), width: 6, isNumber: true, priority: 80,
            text: { row, context in context.briefAge(row.time) }),
        ListColumn(
            "size", Phrase("size", "taille"), width: 9, isNumber: true, priority: 90,
            text: { row, context in context.size(row.entry?.size) },
            before: { ($0.entry?.size ?? -1) > ($1.entry?.size ?? -1) }),
        ListColumn(
            "read", Phrase("read", "lu"), width: 9, isNumber: true, priority: 60,
            text: { row, context in context.size(row.entry?.readBytes) },
            before: { ($0.entry?.readBytes ?? -1) > ($1.entry?.readBytes ?? -1) }),
        ListColumn(
            "new", Phrase("new", "nouveau"), width: 9, isNumber: true, priority: 88,
            text: { row, context in context.size(row.entry?.storedBytes) },
            before: { ($0.entry?.storedBytes ?? -1) > ($1.entry?.storedBytes ?? -1) }),
        ListColumn(
            "took", Phrase("took", "durée"), width: 8, isNumber: true, priority: 75,
            text: { row, context in row.entry?.duration.map { context.duration($0) } ?? "-" },
            before: { ($0.entry?.duration ?? -1) > ($1.entry?.duration ?? -1) }),
        ListColumn(
            "id", Phrase("id", "id"), width: 8, priority: 85,
            text: { row, _ in SafeText(String(row.backup?.id.prefix(8) ?? "-")) },
            whole: { $0.backup?.id ?? "" }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "tags", Phrase("tags, reason", "étiquettes, raison"), width: 16, grows: 3, priority: 50,
            text: { row, context in
                row.isFailed
                    ? row.entry?.reason.map { context.say($0) } ?? ""
                    : SafeText((row.backup?.tags ?? []).joined(separator: " "))
            }, style: { row, _ in Style(row.isFailed ? .critical : .dim) }),
    ]
}
