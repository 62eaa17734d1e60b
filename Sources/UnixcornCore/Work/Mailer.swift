import Foundation
import Glibc

/// Gives mails to the machine's sendmail.
public struct Mailer: Sendable {
    /// Takes a mail with its header on its input.
    let program: String
    /// Empty: the machine's own.
    let sender: String

    public init(program: String, sender: String = "") {
        self.program = program
        self.sender = sender
    }

    /// Sends one mail; gives why it could not be sent. Nil: the mailer took it.
    public func send(subject: SafeText, lines: [String], to recipient: String) async -> Phrase? {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            return .noMailer(SafeText(recipient), SafeText(program))
        }
        guard let text = message(subject: subject, lines: lines, to: recipient) else {
            return .notAnAddress(SafeText(recipient))
        }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: deliver(text)) }
        }
    }

    /// Header and body; nil where `recipients`, parted by commas, are not all addresses. None of a stranger's words reaches
    /// the header uncoded.
    func message(subject: SafeText, lines: [String], to recipients: String) -> String? {
        let all = recipients.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !all.isEmpty, all.allSatisfy(Self.isAddress), sender.isEmpty || Self.isAddress(sender) else { return nil }
        let header = [
            "To: " + all.joined(separator: ", "),
            "Subject: =?UTF-8?B?" + Data(subject.string.utf8.prefix(300)).base64EncodedString() + "?=",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
            "Auto-Submitted: auto-generated",
        ]
        let from = sender.isEmpty ? [] : ["From: " + sender]
        return (from + header + [""] + lines).joined(separator: "\n") + "\n"
    }

    /// One address or local name, and nothing that a header would read as more than that.
    static func isAddress(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 254
            && text.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0.value < 0x7F && !"<>,;:\"()[]\\|".unicodeScalars.contains($0)
            }
            && !text.hasPrefix("-")
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
        do { try process.run() } catch { return .mailRefused(SafeText(program), 127) }
        let watchdog = ProcessWatchdog(process.processIdentifier, seconds: 60)
        // A mailer that ends early is told by its status.
        _ = signal(SIGPIPE, SIG_IGN)
        try? pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        watchdog.stop()
        return process.terminationStatus == 0 ? nil : .mailRefused(SafeText(program), process.terminationStatus)
    }
}

extension Phrase {
    static func noMailer(_ who: SafeText, _ program: SafeText) -> Phrase {
        Phrase("no mail to \(who): \(program) is not there", "pas de courriel à \(who) : \(program) est absent")
    }
    static func mailRefused(_ program: SafeText, _ status: Int32) -> Phrase {
        Phrase(
            "the mail was not taken: \(program) ended with \(status)",
            "le courriel n’a pas été pris : \(program) s’est terminé par \(status)")
    }
    static func notAnAddress(_ text: SafeText) -> Phrase {
        Phrase("no mail was sent: \(text) is not an address", "aucun courriel envoyé : \(text) n’est pas une adresse")
    }
}
