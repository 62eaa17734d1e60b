import Screen
import UnixcornCore

extension ActionTable {
    /// What was seen, and when: the account's clock then counts from there.
    static let askNote: @Sendable (Subject) -> Effect = { subject in
        guard let object = subject.member else { return .none }
        let (now, clock) = (subject.context.now, subject.context.state.members.clock)
        let fields = [
            FormField(
                "why", Phrase("what", "quoi"), .text(),
                help: Phrase("a message’s id, a call", "un message, un appel"),
                check: { $0.trimmed.isEmpty ? Phrase("say what it was", "dites ce que c’était") : nil }),
            FormField(
                "day", Phrase("day", "jour"), .text(), text: clock.day(of: now).iso8601,
                check: { text in
                    guard let day = CivilDate(iso8601: text.trimmed) else { return .noDay(SafeText(text.trimmed)) }
                    return day > clock.day(of: now) ? .dayAhead(SafeText(text.trimmed)) : nil
                }),
            FormField("gift", Phrase("a gift", "un don"), .toggle),
        ]
        return .ask(
            Question(
                title: Phrase("Sign of life of \(object.name)", "Signe de vie de \(object.name)"),
                lines: [subject.context.identity(of: object)], body: .form(fields)
            ) { answer in
                guard case .filled(let form) = answer, let day = CivilDate(iso8601: form.text("day").trimmed) else {
                    return .none
                }
                // A day without a time is its end: in the account's favour.
                let at = min(clock.end(of: day).adding(seconds: -1), now)
                let sign = Evidence(form.isOn("gift") ? .gifts : .notes, at: at, note: form.text("why").trimmed)
                return .submit([Operation(.member(.note(sign)), on: object)])
            })
    }

    static let askQuota: @Sendable (Subject) -> Effect = { subject in
        guard let object = subject.member, let account = subject.members.first?.member.known.account else {
            return .none
        }
        let language = subject.context.language
        let field = FormField(
            "size", Phrase("room", "place"), .text(),
            text: account.quota.map { Units.exactSize($0, language) } ?? "",
            help: Phrase("2 GiB; empty: no limit", "2 Gio ; vide : sans limite"),
            check: { text in
                text.trimmed.isEmpty || Units.bytes(text) != nil ? nil : Phrase("a size: 2 GiB", "une taille : 2 Gio")
            })
        let used = account.used.map { Phrase("It uses \(Units.size($0)).", "Il occupe \(Units.size($0, .french)).") }
        return .ask(
            Question(
                title: Phrase("Quota of \(object.name)", "Quota de \(object.name)"),
                lines: [subject.context.identity(of: object)] + (used.map { [$0] } ?? []), body: .form([field])
            ) { answer in
                guard case .filled(let form) = answer else { return .none }
                let bytes = form.text("size").trimmed.isEmpty ? nil : Units.bytes(form.text("size"))
                guard bytes != account.quota else { return .say(.notChanged(object.name), isError: false) }
                return .submit([Operation(.member(.setQuota(bytes, previous: account.quota)), on: object)])
            })
    }

    static let askCreate: @Sendable (Subject) -> Effect = { subject in
        guard let name = subject.hostedService, let service = subject.context.hostedService(name) else { return .none }
        let known = Set(service.members.map(\.known.account.login))
        let fields = [
            FormField(
                "login", Phrase("login", "compte"), .text(),
                check: { text in
                    if text.trimmed.isEmpty { return Phrase("a login", "un nom de compte") }
                    return known.contains(text.trimmed) ? Phrase("it is taken", "il est pris") : nil
                }),
            FormField(
                "name", Phrase("name", "nom"), .text(), help: Phrase("what others see", "ce que les autres voient")),
            FormField(
                "mail", Phrase("mail", "courriel"), .text(),
                help: Phrase("the invitation goes there", "l’invitation y part"),
                check: { $0.contains("@") ? nil : Phrase("an address", "une adresse") }),
            FormField(
                "size", Phrase("room", "place"), .text(),
                help: Phrase("2 GiB; empty: the service’s own", "2 Gio ; vide : celle du service"),
                check: { text in
                    text.trimmed.isEmpty || Units.bytes(text) != nil
                        ? nil : Phrase("a size: 2 GiB", "une taille : 2 Gio")
                }),
        ]
        return .ask(
            Question(
                title: Phrase("New account on \(SafeText(name))", "Nouveau compte sur \(SafeText(name))"), lines: [],
                body: .form(fields)
            ) { answer in
                guard case .filled(let form) = answer else { return .none }
                let login = form.text("login").trimmed
                let person = form.text("name").trimmed
                let deed = MemberDeed.create(
                    login: login, name: person.isEmpty ? login : person, mail: form.text("mail").trimmed,
                    quota: Units.bytes(form.text("size")))
                return .submit([Operation(.member(deed), on: .service(name))])
            })
    }
}
