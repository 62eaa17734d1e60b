import UnixcornCore

extension Context {
    func size(_ bytes: UInt64) -> SafeText { SafeText(Units.size(bytes, language)) }

    /// A size where there may be none.
    func size(_ bytes: UInt64?) -> SafeText { bytes.map { size($0) } ?? "-" }

    func rate(_ bytesPerSecond: Double?) -> SafeText {
        guard let bytesPerSecond else { return "-" }
        return SafeText(Units.rate(bytesPerSecond, language))
    }

    func percent(_ share: Double?) -> SafeText { share.map { SafeText(Units.percent($0)) } ?? "-" }

    func duration(_ seconds: Double) -> SafeText { SafeText(Units.duration(seconds, language)) }

    /// How long ago, as a duration.
    func since(_ moment: Moment?) -> SafeText { moment.map { duration(now.seconds(since: $0)) } ?? "-" }

    /// `●` states in words: the shape, then the word.
    func state(_ look: StateLook) -> SafeText { SafeText(String(look.shape) + " " + say(look.words).string) }

    func yesNo(_ value: Bool) -> SafeText { say(value ? Phrase("yes", "oui") : Phrase("no", "non")) }

    /// Age of the oldest facts on the screens, once it is worth showing.
    var dataAge: SafeText? {
        let ages = state.sources.values.compactMap { health in
            health.condition == .notOffered ? nil : health.shownAge(at: now)
        }
        return ages.max().map { say(.dataAge(Units.duration($0, language))) }
    }

    /// Age of a source's facts, once it is worth showing.
    func age(_ id: SourceID) -> SafeText? {
        guard let age = state.sources[id]?.shownAge(at: now) else { return nil }
        return say(.age(Units.duration(age, language)))
    }
}
