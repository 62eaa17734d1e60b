import Screen
import UnixcornCore

/// Notices that a trial ended by itself: nobody confirmed it, nobody ended it.
struct TrialWatch: Sendable {
    private var last: FirewallState.Version?
    private var ends: Moment?
    /// The trial that ended by itself last, and when.
    private(set) var ended: (trial: FirewallState.Version, at: Moment)?

    mutating func look(_ context: Context) {
        let firewall = context.state.firewall
        if let trial = firewall.trial {
            (last, ends, ended) = (trial, firewall.trialEnds, nil)
            return
        }
        guard let trial = last, let ends else { return }
        (last, self.ends) = (nil, nil)
        let isKept = firewall.current?.name == trial.name
        if !isKept, context.now >= ends, !wasEnded(trial, context) { ended = (trial, ends) }
    }

    /// Whether somebody said so.
    private func wasEnded(_ trial: FirewallState.Version, _ context: Context) -> Bool {
        context.state.journal.contains { entry in
            entry.at >= trial.at && entry.operation?.deed == .firewall(.rollBack)
        }
    }

    /// What the pane says of it.
    func words(_ context: Context) -> SafeText? {
        guard let ended else { return nil }
        let (name, time) = (SafeText(ended.trial.name), SafeText(ended.at.short(beside: context.now)))
        let back = context.state.firewall.current.map { SafeText($0.name) }
        return context.say(
            Phrase(
                "! the trial of \(name) ended by itself at \(time)" + (back.map { ": \($0) rules again" } ?? ""),
                "! l’essai de \(name) a pris fin seul à \(time)"
                    + (back.map { " : \($0) est de nouveau en vigueur" } ?? "")))
    }
}
