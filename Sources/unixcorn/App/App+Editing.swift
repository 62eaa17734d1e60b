import Screen
import UnixcornCore

/// What defines an object, in the operator's editor; it is checked before it is stored.
extension App {
    func edit(_ object: ObjectRef, _ answer: LookupAnswer) {
        guard case .text(let xml) = answer else {
            if case .failed(let failure) = answer { tell(failure, of: nil) }
            return
        }
        edit(Draft(object: object, text: xml, previous: xml))
    }

    private func edit(_ draft: Draft) {
        switch frontEnd.edit(draft.text, draft.fileName) {
        case .unavailable(let why): say(Phrase(verbatim: SafeText(why)), isError: true)
        case .text(let text) where text == draft.previous: say(.notChanged(draft.object.name), isError: false)
        case .text(let text):
            self.draft = Draft(object: draft.object, text: text, previous: draft.previous)
            if draft.object == .firewall { return act(on: .look(.policyProblems(text))) }
            act(on: .submit([Operation(.guest(.define(xml: text, previous: draft.previous)), on: draft.object)]))
        }
    }

    /// What is wrong with the policy that was just edited: right, it is stored.
    func checked(_ problems: [ConfigurationProblem]) {
        guard let draft, draft.object == .firewall else { return }
        guard problems.isEmpty else {
            self.draft = nil
            return askAboutDraft(draft, why: Phrase.brief(problems))
        }
        let deed = FirewallDeed.store(file: context.state.firewall.file, text: draft.text, previous: draft.previous)
        act(on: .submit([Operation(.firewall(deed), on: .firewall)]))
    }

    /// The text was refused: nothing is lost, the operator goes on editing or throws it away.
    func askAboutDraft(_ draft: Draft, why: [Phrase]) {
        refusedDraft = draft
        let title: Phrase = draft.object == .firewall ? .policyRefused : .definitionRefused(draft.object.name)
        act(
            on: .ask(
                Question(
                    title: title, lines: [context.identity(of: draft.object)] + why,
                    body: .choice([.editAgain, .throwAway])
                ) { answer in
                    if case .chosen(0) = answer { .editRefused } else { .none }
                }))
    }

    /// Goes on with the text that was refused.
    func editRefused() {
        guard let draft = refusedDraft else { return }
        refusedDraft = nil
        edit(draft)
    }
}

extension UnixcornCore.Operation {
    /// Whether it stores a text that was edited, and may be refused.
    var storesDraft: Bool {
        switch deed {
        case .guest(.define), .firewall(.store): true
        default: false
        }
    }
}

extension Draft {
    /// What the editor is to take it for.
    var fileName: String { object == .firewall ? "firewall.toml" : object.name.string + ".xml" }
}

extension Phrase {
    static let policyRefused = Phrase(
        "The policy is not right: nothing was stored", "La politique est fausse : rien n’a été enregistré")

    /// Problems of a text that was edited, one each, without the file that all of them are in.
    static func brief(_ problems: [ConfigurationProblem]) -> [Phrase] {
        let most = 8
        let shown = problems.prefix(most).map { problem in
            let key = problem.key.map { "\($0): " } ?? ""
            let (line, message) = (problem.line.map { "\($0)" } ?? "-", problem.message)
            return Phrase("line \(line): \(key)\(message.english)", "ligne \(line) : \(key)\(message.french)")
        }
        let more = problems.count - most
        return shown + (more > 0 ? [Phrase("… and \(more) more", "… et \(more) de plus")] : [])
    }
}
