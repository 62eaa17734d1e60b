import Foundation
import UnixcornCore

extension Doctor {
    /// What each hosted service needs: its secret, its answer where it may be asked, fresh sources; and who takes mails.
    func members(_ configuration: Configuration) -> [Finding] {
        guard !configuration.services.isEmpty else { return [] }
        let (folder, network) = (global.stateFolder(configuration), self.network)
        guard
            let setups = try? waitFor({
                await MemberSetup.examine(configuration, stateFolder: folder, network: network)
            })
        else { return [] }
        return setups.flatMap(service) + [mailer(configuration)]
    }

    private func service(_ setup: MemberSetup) -> [Finding] {
        let name = SafeText(setup.service)
        let subject = Phrase("service \(name)", "service \(name)")
        var found: [Finding] = []
        if let secret = setup.secret { found.append(wrong(subject, secret.message, secret.hint)) }
        if let refusal = setup.refusal { found.append(wrong(subject, refusal.message, refusal.hint)) }
        for doubt in setup.doubts {
            guard case .source(let reading, _) = doubt else { continue }
            found.append(doubtful(subject, reading.words, reading.hint ?? .syncAgain(name)))
        }
        guard found.isEmpty else { return found }
        if let listed = setup.listed {
            return [good(subject, Phrase("answers: \(listed) accounts", "répond : \(listed) comptes"))]
        }
        guard let readAt = setup.readAt else {
            return [doubtful(subject, Phrase("was never read", "jamais lu"), .syncAgain(name))]
        }
        let at = readAt.formatted("%Y-%m-%d %H:%M")
        return [good(subject, Phrase("read on \(at)", "lu le \(at)"))]
    }

    private func mailer(_ configuration: Configuration) -> Finding {
        let subject = Phrase("mails to members", "courriels aux membres")
        let program = configuration.members.sendmail
        if FileManager.default.isExecutableFile(atPath: program) {
            return good(subject, Phrase(verbatim: SafeText(program)))
        }
        let name = SafeText(program)
        return doubtful(
            subject,
            Phrase("\(name) is not there: nobody can be warned", "\(name) est absent : personne ne peut être averti"),
            Phrase(
                "install a mailer such as msmtp-mta, or name one: sendmail in [members]",
                "installez un expéditeur tel que msmtp-mta, ou nommez-en un : sendmail dans [members]"))
    }
}

extension Phrase {
    fileprivate static func syncAgain(_ name: SafeText) -> Phrase {
        Phrase("unixcorn member sync \(name)", "unixcorn member sync \(name)")
    }
}
