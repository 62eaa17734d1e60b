import Screen
import UnixcornCore

extension ActionTable {
    /// From where, to where, what: then the answer.
    static let askExplain: @Sendable (Subject) -> Effect = { subject in
        let guest: String?
        if case .firewallGuest(let name)? = subject.selected.first { guest = name } else { guest = nil }
        let ends = Phrase("outside, host, a guest or an address", "outside, host, une machine ou une adresse")
        let known = Set(subject.firewall.guests.map(\.name))
        let check: @Sendable (String) -> Phrase? = { text in
            let end = text.trimmed
            guard case .guest(let name) = PacketQuestion.Place(end), !known.contains(name) else { return nil }
            return .noSuchGuest(SafeText(name))
        }
        let fields = [
            FormField("from", Phrase("from", "de"), .text(), text: "outside", help: ends, check: check),
            FormField(
                "to", Phrase("to", "vers"), .text(), text: guest ?? known.sorted().first ?? "host", help: ends,
                check: check),
            FormField(
                "service", Phrase("service", "service"), .text(), text: "https",
                help: Phrase("https, tcp/8080, udp/53, icmp/8", "https, tcp/8080, udp/53, icmp/8"),
                check: { asked($0).isEmpty ? Phrase("no such service", "aucun service de ce nom") : nil }),
            FormField(
                "known", Phrase("of a known flow", "connexion connue"), .toggle,
                help: Phrase(
                    "as part of a connection that is open already", "comme partie d’une connexion déjà ouverte")),
        ]
        let title = Phrase("What happens to a packet", "Ce qu’il advient d’un paquet")
        return .ask(
            Question(title: title, lines: [], body: .form(fields)) { answer in
                guard case .filled(let form) = answer else { return .none }
                let (from, to, service) = (
                    form.text("from").trimmed, form.text("to").trimmed, form.text("service").trimmed
                )
                let questions = asked(service).map { traffic in
                    var question = PacketQuestion(
                        from: PacketQuestion.Place(from), to: PacketQuestion.Place(to), traffic)
                    if form.isOn("known") { question.state = .established }
                    return question
                }
                return .open(ExplainPane(questions, SafeText("\(from) → \(to)  \(service)")))
            })
    }

    /// The packets that a service's name or a form such as `tcp/8080` stands for; none: it stands for nothing.
    private static func asked(_ text: String) -> [Traffic] {
        let name = text.trimmed
        if let service = ServiceCatalogue.service(named: name) { return service.traffic }
        if case .traffic(let traffic) = TrafficForm.read(name) { return [traffic] }
        return []
    }

    /// One of the declared kinds, for the guest under the cursor.
    static let askKind: @Sendable (Subject) -> Effect = { subject in
        guard let (object, guest) = subject.firewallGuest else { return .none }
        let kinds = subject.firewall.kinds.filter { $0.name != "host" }
        let none = Phrase("none: the default kind", "aucune : celle par défaut")
        let names = [""] + kinds.map(\.name)
        let words =
            [none]
            + kinds.map { kind in
                Phrase(verbatim: SafeText(kind.title.isEmpty ? kind.name : "\(kind.name), \(kind.title)"))
            }
        let field = FormField(
            "kind", Phrase("kind", "nature"), .choice(words), index: names.firstIndex(of: guest.profile.kind) ?? 0)
        var lines = [subject.context.identity(of: object)]
        if let missing = subject.firewall.guests.first(where: { $0.name == guest.name })?.missingKind {
            lines.append(
                Phrase(
                    "It asks for \(SafeText(missing)), which the policy does not declare.",
                    "Elle demande \(SafeText(missing)), que la politique ne déclare pas."))
        }
        return .ask(
            Question(
                title: Phrase("Kind of \(object.name)", "Nature de \(object.name)"), lines: lines, body: .form([field])
            ) { answer in
                guard case .filled(let form) = answer, names.indices.contains(form.choice("kind")) else { return .none }
                var profile = guest.profile
                profile.kind = names[form.choice("kind")]
                guard profile != guest.profile else { return .say(.notChanged(object.name), isError: false) }
                return .submit([Operation(.guest(.setProfile(profile, previous: guest.profile)), on: object)])
            })
    }
}
