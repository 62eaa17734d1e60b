import Foundation

/// Tells a person by mail what went wrong with the backups, through the machine's sendmail.
public struct BackupMail: Sendable {
    /// Who; empty: nobody.
    let recipient: String
    let mailer: Mailer
    let language: Language
    let site: String

    public init(_ configuration: Configuration) {
        recipient = configuration.backup.mail
        mailer = Mailer(program: configuration.backup.sendmail)
        language = configuration.mailLanguage
        site = configuration.siteName
    }

    /// What one run has to tell.
    public struct News: Sendable {
        /// When scheduled runs were due that never began.
        public var missed: [Moment] = []
        public var failure: OperationFailure?
        /// What was being done.
        public var title: Phrase

        public init(_ title: Phrase, missed: [Moment] = [], failure: OperationFailure? = nil) {
            self.title = title
            self.missed = missed
            self.failure = failure
        }
    }

    /// Sends one mail. Where there is nobody to tell, or no mailer, nothing happens; gives why it could not be sent.
    @discardableResult
    public func send(_ news: News) async -> Phrase? {
        guard !recipient.isEmpty, news.failure != nil || !news.missed.isEmpty else { return nil }
        return await mailer.send(subject: subject(news), lines: lines(news), to: recipient)
    }

    private func subject(_ news: News) -> SafeText {
        Phrase.mailSubject(SafeText(site), failed: news.failure != nil)(language)
    }

    private func lines(_ news: News) -> [String] {
        var lines = news.missed.isEmpty ? [] : [Phrase.mailMissed(news.missed)(language).string]
        if let failure = news.failure {
            lines.append("\(news.title(language)): \(failure.message(language))")
            if let hint = failure.hint { lines.append("  " + hint(language).string) }
        }
        return lines + ["", Phrase.mailFoot(language).string]
    }
}

extension Phrase {
    static func mailSubject(_ site: SafeText, failed: Bool) -> Phrase {
        failed
            ? Phrase("\(site): a backup failed", "\(site) : une sauvegarde a échoué")
            : Phrase("\(site): a backup was missed", "\(site) : une sauvegarde a été manquée")
    }
    static func mailMissed(_ times: [Moment]) -> Phrase {
        let list = times.map(\.dateAndTime).joined(separator: ", ")
        return Phrase(
            "The runs of \(list) were missed: this machine was off, or the run before went on.",
            "Les sauvegardes du \(list) ont été manquées : la machine était éteinte, ou la précédente n’était pas finie."
        )
    }
    static let mailFoot = Phrase(
        "What is in the repository: unixcorn backup list. The log: unixcorn job list, unixcorn job show ID.",
        "Ce que contient le dépôt : unixcorn backup list. Le journal : unixcorn job list, unixcorn job show ID.")
}
