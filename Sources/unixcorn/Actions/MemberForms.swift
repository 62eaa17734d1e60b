import Screen
import UnixcornCore

extension ActionTable {
    /// Why, what shows it, until when: one line of the register for each account.
    static let askExempt: @Sendable (Subject) -> Effect = { subject in
        let objects = subject.members.map(\.object)
        guard let first = objects.first else { return .none }
        let (now, clock) = (subject.context.now, subject.context.state.members.clock)
        let fields = [
            FormField(
                "kind", Phrase("kind", "genre"), .choice([.exemptionWord, .holdWord]),
                help: Phrase(
                    "a hold stops every deed and every purge", "une mesure légale arrête tout acte et toute purge")),
            FormField(
                "why", Phrase("why", "pourquoi"), .text(),
                help: Phrase("gives regularly; on a long journey", "donne régulièrement ; long voyage"),
                check: { $0.trimmed.isEmpty ? Phrase("say why", "dites pourquoi") : nil }),
            FormField(
                "proof", Phrase("proof", "preuve"), .text(),
                help: Phrase("a note, a message’s id, an order’s number", "une note, un message, un numéro d’acte")),
            FormField(
                "until", Phrase("last day", "dernier jour"), .text(),
                help: Phrase(
                    "2027-03-31; empty: until it is ended", "2027-03-31 ; vide : jusqu’à ce qu’on y mette fin"),
                check: { text in
                    guard !text.trimmed.isEmpty else { return nil }
                    guard let day = CivilDate(iso8601: text.trimmed) else { return .noDay(SafeText(text.trimmed)) }
                    return clock.end(of: day) > now
                        ? nil : Phrase("that day is over", "ce jour est passé")
                }),
        ]
        let title =
            objects.count == 1
            ? Phrase("Exempt \(first.name)", "Exempter \(first.name)")
            : Phrase("Exempt \(objects.count) accounts", "Exempter \(objects.count) comptes")
        return .ask(
            Question(title: title, lines: subject.context.identities(of: objects), body: .form(fields)) { answer in
                guard case .filled(let form) = answer else { return .none }
                let until = CivilDate(iso8601: form.text("until").trimmed).map { clock.end(of: $0) }
                return .submit(
                    objects.compactMap { object in
                        guard case .account(let service, let id, _) = object else { return nil }
                        let entry = RegisterEntry(
                            kind: form.choice("kind") == 1 ? .hold : .exemption, service: service, account: id,
                            why: form.text("why").trimmed, proof: form.text("proof").trimmed, from: now, until: until,
                            by: Operator.current().name.string, madeAt: now)
                        return Operation(.member(.enter(entry)), on: object)
                    })
            })
    }

    /// Which line ends, and what then: with several that hold, one is chosen.
    static let askEnd: @Sendable (Subject) -> Effect = { subject in
        let lines = subject.holdingLines
        guard let first = lines.first else { return .none }
        let members = subject.context.state.members
        func operation(_ entry: RegisterEntry) -> UnixcornCore.Operation {
            Operation(
                .member(.endEntry(entry.id)),
                on: .account(service: entry.service, id: entry.account, login: members.login(of: entry)))
        }
        let words = lines.map { Phrase.registerLine($0, SafeText(members.login(of: $0)), subject.context) }
        guard lines.count == 1 else {
            let operations = lines.map(operation)
            return .ask(
                Question(
                    title: Phrase("End a line of the register", "Mettre fin à une ligne du registre"),
                    lines: [.afterTheLine], body: .choice(words)
                ) { answer in
                    guard case .chosen(let index) = answer, operations.indices.contains(index) else { return .none }
                    return .submitConfirmed([operations[index]])
                })
        }
        let one = operation(first)
        return .ask(
            Question(
                title: one.title, lines: [subject.context.identity(of: one.object), words[0], .afterTheLine],
                body: .confirm(yes: one.title, danger: false, typed: nil)
            ) { answer in if case .yes = answer { .submitConfirmed([one]) } else { .none } })
    }

    /// A mail cannot be called back: who gets it is said first.
    static let askWarn: @Sendable (Subject) -> Effect = { subject in
        let members = subject.members
        guard let first = members.first else { return .none }
        let operations = members.map { Operation(.member(.step(.warn)), on: $0.object) }
        let silent = members.filter { ($0.member.known.account.mail ?? "").isEmpty }.count
        var lines = subject.context.identities(of: members.map(\.object))
        if members.count == 1, let mail = first.member.known.account.mail {
            lines.append(
                Phrase("A mail goes to \(SafeText(mail)), once.", "Un courriel part à \(SafeText(mail)), une fois."))
        } else {
            lines.append(Phrase("Each gets one mail, once.", "Chacun reçoit un courriel, une fois."))
        }
        if silent > 0 {
            lines.append(Phrase("Without an address: \(silent).", "Sans adresse : \(silent)."))
        }
        let title =
            operations.count > 1 ? Phrase.withOthers(operations[0].title, operations.count - 1) : operations[0].title
        return .ask(
            Question(
                title: title, lines: lines,
                body: .confirm(
                    yes: operations.count > 1 ? .doAll(operations.count) : operations[0].title, danger: false,
                    typed: nil)
            ) { answer in if case .yes = answer { .submitConfirmed(operations) } else { .none } })
    }

    /// A list that had become much shorter may be right all the same: that is asked.
    static let askSync: @Sendable (Subject) -> Effect = { subject in
        guard let name = subject.hostedService, let service = subject.context.hostedService(name) else { return .none }
        @Sendable func sync(_ acceptsShrinking: Bool) -> Effect {
            .submitConfirmed([
                Operation(.member(.sync(acceptsShrinking: acceptsShrinking)), on: .service(name))
            ])
        }
        guard let shrunk = service.readings.first(where: { if case .shrunk = $0.condition { true } else { false } })
        else {
            return sync(false)
        }
        return .ask(
            Question(
                title: Phrase("Read \(SafeText(name)) again", "Relire \(SafeText(name))"), lines: [shrunk.words],
                body: .choice([
                    Phrase("Ask again", "Redemander"), Phrase("The shorter list is right", "La liste courte est juste"),
                ])
            ) { answer in
                guard case .chosen(let index) = answer else { return .none }
                return sync(index == 1)
            })
    }
}

extension Phrase {
    fileprivate static func registerLine(_ entry: RegisterEntry, _ login: SafeText, _ context: Context) -> Phrase {
        let until = entry.until.map { _ in context.lastDay(entry.until) }
        let kind = entry.kind == .hold ? Phrase.holdWord : .exemptionWord
        return Phrase(
            "\(entry.id) \(login), \(kind.english)\(until.map { " until \($0)" } ?? ""): \(SafeText(entry.why))",
            "\(entry.id) \(login), \(kind.french)\(until.map { " jusqu’au \($0)" } ?? "") : \(SafeText(entry.why))")
    }
    fileprivate static let afterTheLine = Phrase(
        "The months of the account then begin anew. The line stays in the register.",
        "Les mois du compte repartent alors de zéro. La ligne reste au registre.")
}
