import Foundation

/// When scheduled runs are due: a calendar of systemd, as `systemd-analyze calendar` understands it.
public struct SystemdCalendar: Sendable {
    public let text: String
    /// The configuration that says so, for the messages; nil: its default.
    let file: String?

    public init(_ configuration: Configuration) {
        (text, file) = (configuration.backup.schedule, configuration.file)
    }

    /// The next `count` times after a moment. Throws what is wrong with the calendar, with its key and its file. A
    /// calendar that ends, as one of last year does, has fewer.
    public func times(_ count: Int, after moment: Moment = .now) async throws(OperationFailure) -> [Moment] {
        // It goes into a unit, where % and a new line have a meaning of their own.
        guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F && $0 != "%" }) else {
            throw wrong(Phrase("not one line of plain text", "pas une ligne de texte simple"))
        }
        // In the machine's own zone, as the timer counts, whatever zone the screens have.
        let ended = await Command.run(
            "/usr/bin/env",
            [
                "-u", "TZ", "LC_ALL=C", "systemd-analyze", "calendar", "--iterations=\(count)",
                "--base-time=@\(moment.microseconds / 1_000_000)", "--", text,
            ], seconds: 20)
        guard ended.status != 127 else {
            throw OperationFailure(area: "state", message: .noAnalyze, hint: .installSystemd)
        }
        guard ended.status == 0 else {
            throw wrong(Phrase(verbatim: SafeText(ended.text.split(separator: "\n").first.map(String.init) ?? "")))
        }
        return SystemdCalendar.times(in: ended.text)
    }

    private func wrong(_ why: Phrase) -> OperationFailure {
        OperationFailure(
            area: "configuration", message: .badCalendar(SafeText(text), file.map { SafeText($0) }, why),
            hint: .calendarForms)
    }

    /// Of each time the line in UTC: the one below where the machine has another zone.
    static func times(in output: String) -> [Moment] {
        var found: [Moment] = []
        for line in output.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, let time = Moment(systemd: parts[1]) else { continue }
            if parts[0] == "(in UTC)" || parts[0] == "Next elapse" || parts[0].hasPrefix("Iter.") { found.append(time) }
        }
        return found
    }
}

extension Moment {
    /// `Thu 2026-11-26 02:30:00 UTC`; nil for another zone.
    fileprivate init?(systemd text: String) {
        let words = text.split(separator: " ")
        guard words.count == 4, words[3] == "UTC" else { return nil }
        self.init(rfc3339: "\(words[1])T\(words[2])Z")
    }
}

extension Phrase {
    static let noAnalyze = Phrase(
        "systemd-analyze is not there: nobody can read the calendar",
        "systemd-analyze est absent : personne ne peut lire le calendrier")
    static let installSystemd = Phrase("apt-get install systemd", "apt-get install systemd")
    static func badCalendar(_ text: SafeText, _ file: SafeText?, _ why: Phrase) -> Phrase {
        let place = file.map { "\($0): " } ?? ""
        return Phrase(
            "\(place)backup.schedule: “\(text)” is no calendar: \(why.english)",
            "\(place)backup.schedule : « \(text) » n’est pas un calendrier : \(why.french)")
    }
    static let calendarForms = Phrase(
        "as in Mon,Thu 03:30 or *-*-01 04:00; man systemd.time, “Calendar Events”",
        "par exemple Mon,Thu 03:30 ou *-*-01 04:00 ; man systemd.time, « Calendar Events »")
}
