import Screen
import UnixcornCore

extension ActionTable {
    /// Memory and processors of the guest under the cursor.
    static let askResources: @Sendable (Subject) -> Effect = { subject in
        guard let (object, host, guest) = subject.guests.first else { return .none }
        let isActive = guest.state.isActive
        let most = max(host.facts?.memory ?? 0, guest.maximumMemory, 1 << 20)
        let now = Phrase("now", "maintenant")
        let fields = [
            FormField(
                "memory", Phrase("memory", "mémoire"), .size((1 << 20)...most),
                text: Units.exactSize(guest.memory, subject.context.language)),
            FormField(
                "vcpus", Phrase("processors", "processeurs"),
                .number(1...max(1, guest.maximumVCPUs, host.facts?.processors ?? 1)),
                text: String(guest.vcpus)),
            FormField(
                "live", now, .toggle, index: isActive ? 1 : 0,
                help: Phrase("change the running guest", "changer la machine en marche")),
            FormField(
                "stored", Phrase("next boot", "prochain démarrage"), .toggle, index: guest.isPersistent ? 1 : 0,
                help: Phrase("change the definition", "changer la définition")),
        ]
        let title = Phrase("Memory and processors of \(object.name)", "Mémoire et processeurs de \(object.name)")
        return .ask(
            Question(title: title, lines: [subject.context.identity(of: object)], body: .form(fields)) { answer in
                guard case .filled(let form) = answer else { return .none }
                return .submit(resources(of: guest, object, form))
            })
    }

    private static func resources(of guest: Guest, _ object: ObjectRef, _ form: Form) -> [UnixcornCore.Operation] {
        let live = form.isOn("live") && guest.state.isActive
        let stored = form.isOn("stored")
        var operations: [UnixcornCore.Operation] = []
        if let bytes = form.size("memory"), bytes != guest.memory {
            operations.append(
                Operation(
                    .guest(.setMemory(bytes: bytes, previous: guest.memory, live: live, stored: stored)), on: object))
        }
        if let count = form.number("vcpus"), count != guest.vcpus {
            operations.append(
                Operation(
                    .guest(.setVCPUs(count: count, previous: guest.vcpus, live: live, stored: stored)), on: object))
        }
        return operations
    }

    /// Kind, order, dependencies, tags and notes.
    static let askProfile: @Sendable (Subject) -> Effect = { subject in
        guard let (object, _, guest) = subject.guests.first else { return .none }
        let old = guest.profile
        let fields = [
            FormField(
                "kind", Phrase("kind", "nature"), .text(), text: old.kind,
                help: Phrase("web, mail, forge, cloud…", "web, mail, forge, cloud…")),
            FormField(
                "order", Phrase("start order", "ordre de démarrage"), .text(), text: old.order.map { String($0) } ?? "",
                help: Phrase("lower first; empty: last", "le plus petit d’abord ; vide : à la fin"),
                check: { wholeOrEmpty($0) }),
            FormField(
                "delay", Phrase("then wait", "puis attendre"), .number(0...3600, unit: Phrase("s", "s")),
                text: String(old.startDelay)),
            FormField(
                "after", Phrase("starts after", "démarre après"), .text(), text: old.dependsOn.joined(separator: " "),
                help: Phrase("names of guests, with spaces", "noms de machines, séparés d’espaces")),
            FormField("tags", Phrase("tags", "étiquettes"), .text(), text: old.tags.joined(separator: " ")),
            FormField("notes", Phrase("notes", "notes"), .text(), text: old.notes),
        ]
        let title = Phrase("Kind and order of \(object.name)", "Nature et ordre de \(object.name)")
        return .ask(
            Question(title: title, lines: [subject.context.identity(of: object)], body: .form(fields)) { answer in
                guard case .filled(let form) = answer else { return .none }
                let new = profile(form)
                guard new != old else { return .say(.notChanged(object.name), isError: false) }
                return .submit([Operation(.guest(.setProfile(new, previous: old)), on: object)])
            })
    }

    private static func profile(_ form: Form) -> GuestProfile {
        var profile = GuestProfile()
        profile.kind = form.text("kind").trimmed
        profile.order = Int(form.text("order").trimmed)
        profile.startDelay = form.number("delay") ?? 0
        profile.dependsOn = form.text("after").words
        profile.tags = form.text("tags").words
        profile.notes = form.text("notes").trimmed
        return profile
    }

    private static func wholeOrEmpty(_ text: String) -> Phrase? {
        text.trimmed.isEmpty || Int(text.trimmed) != nil
            ? nil : Phrase("a whole number, or nothing", "un nombre entier, ou rien")
    }

    /// A new name for a guest that is off.
    static let askRename: @Sendable (Subject) -> Effect = { subject in
        guard let (object, _, guest) = subject.guests.first else { return .none }
        let field = FormField(
            "name", Phrase("new name", "nouveau nom"), .text(), text: guest.name,
            check: { name in
                name.trimmed.isEmpty || name.contains("/") ? Phrase("not empty, and no /", "non vide, et sans /") : nil
            })
        let title = Phrase("Rename \(object.name)", "Renommer \(object.name)")
        return .ask(
            Question(title: title, lines: [subject.context.identity(of: object)], body: .form([field])) { answer in
                guard case .filled(let form) = answer, form.text("name").trimmed != guest.name else { return .none }
                return .submit([Operation(.guest(.rename(to: form.text("name").trimmed)), on: object)])
            })
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Its words.
    var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
}
