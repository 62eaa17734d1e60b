import Screen
import UnixcornCore

/// Something that the app asks before it goes on. The objects are pinned in it: what the operator read is what is done.
struct Question: Sendable {
    enum Body: Sendable {
        /// Yes or no; Cancel has the focus. With `typed`, the text that must be typed first.
        case confirm(yes: Phrase, danger: Bool, typed: SafeText?)
        /// Fields to fill in.
        case form([FormField])
        /// One of several.
        case choice([Phrase])
        /// Nothing to decide.
        case notice
    }

    /// What was answered.
    enum Answer: Sendable {
        case yes
        case filled(Form)
        case chosen(Int)
        case cancelled
    }

    var title: Phrase
    var lines: [Phrase]
    var body: Body
    var then: @Sendable (Answer) -> Effect
}
