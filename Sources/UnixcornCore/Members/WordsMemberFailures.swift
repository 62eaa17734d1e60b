import Text

extension OperationFailure {
    private static func member(_ message: Phrase, _ hint: Phrase? = nil) -> OperationFailure {
        OperationFailure(area: "members", message: message, hint: hint)
    }

    static func noSuchEntry(_ id: Int64) -> OperationFailure {
        member(
            Phrase(
                "the register has no line \(id) that still holds",
                "le registre n’a pas de ligne \(id) qui vaille encore"),
            Phrase("unixcorn member register lists it.", "unixcorn member register le liste."))
    }
    static let entryWithoutWhy = member(
        Phrase("a line of the register needs a reason", "une ligne du registre demande une raison"))
    static func entryIsOver(_ until: Moment) -> OperationFailure {
        member(
            Phrase(
                "a line that ends on \(until.adding(seconds: -1).formatted("%Y-%m-%d")) is over already: nobody would be protected",
                "une ligne qui finit le \(until.adding(seconds: -1).formatted("%Y-%m-%d")) est déjà échue : personne ne serait protégé"
            ))
    }
    static func noSuchKept(_ id: Int64) -> OperationFailure {
        member(
            Phrase("there is no sealed record \(id)", "il n’y a pas de fiche scellée \(id)"),
            Phrase("unixcorn member kept lists them.", "unixcorn member kept les liste."))
    }
    static func sealBroken(_ id: Int64) -> OperationFailure {
        member(
            Phrase(
                "the sealed record \(id) does not open: it was changed, or members.key is another one",
                "la fiche scellée \(id) ne s’ouvre pas : elle a été changée, ou members.key en est une autre"))
    }
    static func noSeal(_ file: SafeText, _ why: SafeText) -> OperationFailure {
        member(
            Phrase(
                "\(file): the key that seals what the law wants kept cannot be read or made: \(why). Nothing was deleted",
                "\(file) : la clé qui scelle ce que la loi veut garder ne se lit ni ne se crée : \(why). Rien n’est supprimé"
            ))
    }
    static func purgeChanged(_ typed: SafeText, _ now: SafeText) -> OperationFailure {
        member(
            Phrase(
                "\(typed) is not the purge that is due now, which is \(now). Nothing was removed",
                "\(typed) n’est pas la purge due maintenant, qui est \(now). Rien n’est retiré"),
            Phrase("Look at it first: unixcorn member purge", "Regardez-la d’abord : unixcorn member purge"))
    }
    static func noPlan(_ file: SafeText) -> OperationFailure {
        member(
            Phrase("\(file): there is no such plan", "\(file) : il n’y a pas de tel plan"),
            Phrase("Make one: unixcorn member plan SERVICE", "Faites-en un : unixcorn member plan SERVICE"))
    }
    static func planUnreadable(_ file: SafeText, _ why: SafeText) -> OperationFailure {
        member(Phrase("\(file): not a plan: \(why)", "\(file) : pas un plan : \(why)"))
    }
    static func notAPlan(_ file: SafeText) -> OperationFailure {
        member(
            Phrase(
                "\(file): this is not what unixcorn member plan writes. Nothing was done",
                "\(file) : ce n’est pas ce qu’écrit unixcorn member plan. Rien n’est fait"), .planAnew)
    }
    static func planChanged(_ file: SafeText) -> OperationFailure {
        member(
            Phrase(
                "\(file): the plan is not what its digest says: somebody changed it. Nothing was done",
                "\(file) : le plan n’est pas ce que dit son empreinte : quelqu’un l’a changé. Rien n’est fait"),
            .planAnew)
    }
    static func planForm(_ file: SafeText, _ form: Int) -> OperationFailure {
        member(
            Phrase(
                "\(file): a plan of form \(form), of another version of this program",
                "\(file) : un plan de forme \(form), d’une autre version de ce programme"), .planAnew)
    }
    static func planWord(_ typed: SafeText) -> OperationFailure {
        member(
            Phrase(
                "\(typed) is not the beginning of the plan's digest. Nothing was done",
                "\(typed) n’est pas le début de l’empreinte du plan. Rien n’est fait"),
            Phrase("Read the plan: it shows the word to type.", "Lisez le plan : il montre le mot à taper."))
    }
    static func planOfAnother(_ service: SafeText) -> OperationFailure {
        member(Phrase("the plan is for the service \(service)", "le plan est pour le service \(service)"))
    }
    static func planElsewhere(_ planned: SafeText, _ now: SafeText) -> OperationFailure {
        member(
            Phrase(
                "the plan was made at \(planned), and the service is now at \(now). Nothing was done",
                "le plan a été fait sur \(planned), et le service est maintenant sur \(now). Rien n’est fait"),
            .planAnew)
    }
    static func planTooOld(_ made: Moment) -> OperationFailure {
        member(
            Phrase(
                "the plan is of \(made.dateAndTime): older than a day, or of the future. Nothing was done",
                "le plan est du \(made.dateAndTime) : vieux de plus d’un jour, ou du futur. Rien n’est fait"), .planAnew
        )
    }
    static func planTooLarge(_ count: Int, _ most: Int) -> OperationFailure {
        member(
            Phrase(
                "the plan deletes or disables \(count) accounts, and one run may do \(most). Nothing was done",
                "le plan supprime ou désactive \(count) comptes, et une exécution peut en faire \(most). Rien n’est fait"
            ),
            .planAnew)
    }
    /// - Parameter service: where a new plan helps; nil: none does.
    static func planDrifted(_ drifts: [Phrase], service: SafeText?) -> OperationFailure {
        let shown = drifts.prefix(5)
        let more = drifts.count - shown.count
        let english = shown.map(\.english).joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
        let french = shown.map(\.french).joined(separator: " ; ") + (more > 0 ? " ; et \(more) de plus" : "")
        return member(
            Phrase(
                "the plan and the service differ: \(english). Nothing more was done",
                "le plan et le service diffèrent : \(french). Rien de plus n’est fait"), service.map(Phrase.planAnew))
    }
    static func membersUnknown(_ service: SafeText, _ why: Phrase, _ hint: Phrase?) -> OperationFailure {
        member(
            Phrase(
                "\(service): nobody can be judged: \(why.english). Nothing was done",
                "\(service) : personne ne peut être jugé : \(why.french). Rien n’est fait"),
            hint
                ?? Phrase(
                    "Look at the sources: unixcorn member services", "Regardez les sources : unixcorn member services"))
    }
    static func noMailText(_ file: SafeText) -> OperationFailure {
        member(
            Phrase(
                "\(file): no text of at most 1 MiB in UTF-8. No mail was sent",
                "\(file) : pas de texte d’au plus 1 Mio en UTF-8. Aucun courriel envoyé"))
    }
    static func noSuchService(_ name: SafeText, _ known: [String]) -> OperationFailure {
        let list = SafeText(known.sorted().joined(separator: ", "))
        return OperationFailure(
            area: "configuration",
            message: Phrase(
                "there is no service \(name)\(known.isEmpty ? "" : ": there are \(list)")",
                "il n’y a pas de service \(name)\(known.isEmpty ? "" : " : il y a \(list)")"),
            hint: known.isEmpty
                ? Phrase(
                    "Declare one in the configuration: [services.NAME], see unixcorn.toml(5).",
                    "Déclarez-en un dans la configuration : [services.NOM], voir unixcorn.toml(5).") : nil)
    }
    static func noSuchAccount(_ name: SafeText, _ service: SafeText) -> OperationFailure {
        member(
            Phrase("\(service) has no account \(name)", "\(service) n’a pas de compte \(name)"),
            Phrase(
                "unixcorn member list --service \(service) lists them; unixcorn member sync reads them anew.",
                "unixcorn member list --service \(service) les liste ; unixcorn member sync les relit."))
    }
    static func outcomes(_ failed: [MemberRun.Outcome], of all: Int) -> OperationFailure {
        let english = failed.compactMap { $0.message?.english }.joined(separator: "; ")
        let french = failed.compactMap { $0.message?.french }.joined(separator: " ; ")
        return member(
            Phrase(
                "\(failed.count) of \(all) accounts were not done: \(english)",
                "\(failed.count) des \(all) comptes ne sont pas faits : \(french)"),
            Phrase(
                "The same plan can be applied again: what is done is not done twice.",
                "Le même plan peut être rejoué : ce qui est fait ne l’est pas deux fois."))
    }
}

extension Phrase {
    static func planAnew(_ service: SafeText) -> Phrase {
        Phrase(
            "Make a new plan: unixcorn member plan \(service)",
            "Faites un nouveau plan : unixcorn member plan \(service)")
    }
    static let planAnew = Phrase(
        "Make a new plan: unixcorn member plan", "Faites un nouveau plan : unixcorn member plan")
    static func driftOf(_ login: SafeText, _ why: Phrase) -> Phrase {
        Phrase("\(login): \(why.english)", "\(login) : \(why.french)")
    }
    static func driftField(_ field: String, _ old: SafeText, _ new: SafeText) -> Phrase {
        Phrase("\(field) was \(old) and is \(new)", "\(field) était \(old) et est \(new)")
    }
    static let driftEnabled = Phrase("somebody enabled it", "quelqu’un l’a activé")
    static let driftDisabled = Phrase("somebody disabled it", "quelqu’un l’a désactivé")
    static func driftAlive(_ sign: Evidence) -> Phrase {
        Phrase(
            "it was there on \(sign.at.dateAndTime) (\(sign.source.words.english))",
            "il était là le \(sign.at.dateAndTime) (\(sign.source.words.french))")
    }
    static func driftGone(_ name: SafeText) -> Phrase {
        Phrase("\(name) is no longer there", "\(name) n’est plus là")
    }
    static let driftAdministrator = Phrase("it is an administrator", "c’est un administrateur")
    static func driftHold(_ entry: RegisterEntry) -> Phrase {
        Phrase(
            "a legal hold stands on it: \(SafeText(entry.why))", "une mesure légale le protège : \(SafeText(entry.why))"
        )
    }
    static let driftRules = Phrase(
        "the rules of the configuration have changed", "les règles de la configuration ont changé")
    static let driftDue = Phrase("its date has changed", "sa date a changé")
}
