import Foundation
import Glibc

/// Tells a person by mail what went wrong with the backups, through the machine's sendmail.
public struct BackupMail: Sendable {
    /// Who; empty: nobody.
    let recipient: String
    let program: String
    let language: Language
    let site: String

    public init(_ configuration: Configuration) {
        recipient = configuration.backup.mail
        program = configuration.backup.sendmail
        let environment = ProcessInfo.processInfo.environment
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        language = configuration.language ?? Language(locale: named ?? "")
        site = configuration.name.isEmpty ? ProcessInfo.processInfo.hostName : configuration.name
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
        guard FileManager.default.isExecutableFile(atPath: program) else {
            return .noMailer(SafeText(recipient), SafeText(program))
        }
        let text = message(news)
        return await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: deliver(text)) }
        }
    }

    /// Header and body. All words of strangers are cleaned, and none of them reaches the header uncoded.
    func message(_ news: News) -> String {
        let subject = Phrase.mailSubject(SafeText(site), failed: news.failure != nil)(language).string
        var lines = news.missed.isEmpty ? [] : [Phrase.mailMissed(news.missed)(language).string]
        if let failure = news.failure {
            lines.append("\(news.title(language)): \(failure.message(language))")
            if let hint = failure.hint { lines.append("  " + hint(language).string) }
        }
        lines += ["", Phrase.mailFoot(language).string]
        let header = [
            "To: " + SafeText(recipient).string.filter { !$0.isNewline },
            "Subject: =?UTF-8?B?" + Data(subject.utf8.prefix(300)).base64EncodedString() + "?=",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
            "Auto-Submitted: auto-generated",
        ]
        return (header + [""] + lines).joined(separator: "\n") + "\n"
    }

    private func deliver(_ text: String) -> Phrase? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        // -i: a line with a single dot does not end it.
        process.arguments = ["-t", "-i"]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let identifier: Int32
        do { try process.run() } catch { return .mailRefused(SafeText(program), 127) }
        identifier = process.processIdentifier
        let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + 60, execute: watchdog)
        // A mailer that ends early is told by its status.
        _ = signal(SIGPIPE, SIG_IGN)
        try? pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        watchdog.cancel()
        return process.terminationStatus == 0 ? nil : .mailRefused(SafeText(program), process.terminationStatus)
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
    static func noMailer(_ who: SafeText, _ program: SafeText) -> Phrase {
        Phrase("no mail to \(who): \(program) is not there", "pas de courriel à \(who) : \(program) est absent")
    }
    static func mailRefused(_ program: SafeText, _ status: Int32) -> Phrase {
        Phrase(
            "the mail was not taken: \(program) ended with \(status)",
            "le courriel n’a pas été pris : \(program) s’est terminé par \(status)")
    }
}
