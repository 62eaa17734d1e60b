import UnixcornCore

extension ActionTable {
    /// What can be done with members: in their pane, on a service, on an account, on a line of the register.
    static let member: [Action] = [
        Action(
            "member.why", Phrase("why?", "pourquoi ?"),
            Phrase(
                "Say why the account stands where it stands: rule, clock, evidence, what would change it",
                "Dire pourquoi le compte en est là : règle, compte des jours, indices, ce qui le changerait"),
            keys: ["w"], scope: .member, weight: 79, applies: { $0.member != nil }, needs: .needsAccount
        ) { subject in subject.member.map { .open(WhyPane($0)) } ?? .none },
        Action(
            "member.plan", Phrase("plan", "plan"),
            Phrase(
                "Ask the service, then show what the rules would do to whom; Enter applies it, after its digest is typed",
                "Interroger le service, puis montrer ce que les règles feraient à qui ; Entrée l’applique, empreinte tapée"
            ),
            keys: ["p"], scope: .member, risk: .changes, weight: 78, applies: { $0.hostedService != nil },
            needs: .needsService
        ) { subject in subject.hostedService.map { .open(PlanPane($0)) } ?? .none },
        Action(
            "member.exempt", Phrase("exempt", "exempter"),
            Phrase(
                "Enter into the register that the accounts stay, or are on hold by law: why, what shows it, until when",
                "Inscrire au registre que les comptes restent, ou sont protégés par la loi : pourquoi, preuve, fin"),
            keys: ["x"], scope: .member, risk: .changes, weight: 77, applies: { !$0.members.isEmpty },
            needs: .needsAccounts, effect: askExempt),
        Action(
            "member.sync", Phrase("read again", "relire"),
            Phrase(
                "Ask the service and its other sources who is there, and when they were",
                "Demander au service et à ses autres sources qui est là, et quand ils l’étaient"),
            keys: ["F"], scope: .member, risk: .changes, weight: 68, applies: { $0.hostedService != nil },
            needs: .needsService, effect: askSync),
        Action(
            "member.register", Phrase("register", "registre"),
            Phrase(
                "Show the register: exemptions and legal holds, those that ended too",
                "Montrer le registre : exemptions et mesures légales, même terminées"),
            keys: ["R"], scope: .member, weight: 66
        ) { _ in .open(RegisterPane()) },
        Action(
            "member.end", Phrase("end line", "finir la ligne"),
            Phrase(
                "End the line of the register that holds for the account; it stays there as what once held",
                "Mettre fin à la ligne du registre qui vaut pour le compte ; elle y reste comme ayant valu"),
            keys: ["X"], scope: .member, risk: .changes, weight: 65, applies: { !$0.holdingLines.isEmpty },
            needs: .needsLine, effect: askEnd),
        Action(
            "member.note", Phrase("note", "noter"),
            Phrase(
                "Note a sign of life by hand: an e-mail, a call, a gift",
                "Noter un signe de vie à la main : un courriel, un appel, un don"),
            keys: ["n"], scope: .member, risk: .changes, weight: 62, applies: { $0.member != nil },
            needs: .needsAccount, effect: askNote),
        Action(
            "member.warn", Phrase("warn", "avertir"),
            Phrase(
                "Warn the accounts by mail, each once for its due date",
                "Avertir les comptes par courriel, chacun une fois pour son échéance"),
            keys: ["W"], scope: .member, risk: .changes, weight: 58, applies: { !$0.members.isEmpty },
            needs: .needsAccounts, effect: askWarn),
        Action(
            "member.disable", Phrase("disable", "désactiver"),
            Phrase(
                "Disable the accounts: nobody comes in, nothing is lost, and they can be enabled again",
                "Désactiver les comptes : personne n’entre, rien n’est perdu, et ils peuvent être réactivés"),
            keys: ["d"], scope: .member, risk: .changes, weight: 57,
            applies: { subject in
                !subject.members.isEmpty && subject.members.allSatisfy(\.member.known.account.isEnabled)
            }, needs: .needsEnabled
        ) { subject in submit(.step(.disable), subject) },
        Action(
            "member.enable", Phrase("enable", "activer"),
            Phrase(
                "Enable the accounts again; their months begin anew",
                "Réactiver les comptes ; leurs mois repartent de zéro"),
            keys: ["e"], scope: .member, risk: .changes, weight: 56,
            applies: { subject in
                !subject.members.isEmpty && subject.members.allSatisfy { !$0.member.known.account.isEnabled }
            }, needs: .needsDisabled
        ) { subject in submit(.enable, subject) },
        Action(
            "member.delete", Phrase("delete", "supprimer"),
            Phrase(
                "Delete one account, after it was shown what goes with it and its login was typed",
                "Supprimer un compte, après avoir montré ce qui part avec lui et fait taper son nom"),
            keys: ["D"], scope: .member, risk: .destroys, weight: 30, applies: { $0.member != nil },
            needs: .needsAccount
        ) { subject in subject.member.map { .open(DeleteMemberPane($0)) } ?? .none },
        Action(
            "member.quota", Phrase("quota", "quota"),
            Phrase("Set how much room the account has", "Régler la place dont le compte dispose"),
            keys: ["Q"], scope: .member, risk: .changes, weight: 28, applies: { $0.member != nil },
            needs: .needsAccount, effect: askQuota),
        Action(
            "member.create", Phrase("new", "nouveau"),
            Phrase(
                "Make an account on the service, which invites its person by mail",
                "Créer un compte sur le service, qui invite sa personne par courriel"),
            keys: ["N"], scope: .member, risk: .changes, weight: 27, applies: { $0.hostedService != nil },
            needs: .needsService, effect: askCreate),
        Action(
            "member.service", Phrase("service", "service"),
            Phrase(
                "Show the service: its rule, its figures, each source and what would mend it",
                "Montrer le service : sa règle, ses chiffres, chaque source et ce qui la réparerait"),
            keys: ["i"], scope: .member, weight: 55, applies: { $0.hostedService != nil }, needs: .needsService
        ) { subject in subject.hostedService.map { .open(ServicePane($0)) } ?? .none },
        Action(
            "member.visits", Phrase("visits", "visites"),
            Phrase(
                "Show the visits of the service’s pages, day by day", "Montrer les visites des pages, jour par jour"),
            keys: ["v"], scope: .member, weight: 26, applies: { $0.hostedService != nil }, needs: .needsService
        ) { subject in subject.hostedService.map { .open(VisitsPane($0)) } ?? .none },
        Action(
            "member.sync-all", Phrase("read all again", "tout relire"),
            Phrase("Ask every service who is there", "Demander à chaque service qui est là"),
            keys: [], scope: .member, risk: .changes
        ) { subject in
            .submit(
                subject.context.state.members.services.map {
                    Operation(.member(.sync(acceptsShrinking: false)), on: .service($0.id))
                })
        },
    ]

    private static func submit(_ deed: MemberDeed, _ subject: Subject) -> Effect {
        .submit(subject.members.map { Operation(.member(deed), on: $0.object) })
    }
}

extension Subject {
    /// The accounts among it that are still listed.
    var members: [(object: ObjectRef, service: MembersState.Service, member: MembersState.Member)] {
        objects.compactMap { object in context.member(object).map { (object, $0.service, $0.member) } }
    }

    /// The one account under the cursor; nil for several and for none.
    var member: ObjectRef? {
        guard selected.count == 1, let object = objects.first, context.member(object) != nil else { return nil }
        return object
    }

    /// The one service that everything selected belongs to.
    var hostedService: String? {
        let names = Set(
            objects.compactMap { object in
                switch object {
                case .service(let name), .account(let name, _, _): name
                default: nil
                }
            })
        return names.count == 1 ? names.first : nil
    }

    /// Lines of the register that hold: the selected ones, or those of the selected account.
    var holdingLines: [RegisterEntry] {
        let register = context.state.members.register
        let lines = selected.compactMap { one -> RegisterEntry? in
            guard case .registerLine(let id) = one else { return nil }
            return register.first { $0.id == id }
        }
        let own =
            selected.count > 1
            ? []
            : members.flatMap { account in
                register.filter { $0.service == account.service.id && $0.account == account.member.id }
            }
        return (lines + own).filter { $0.holds(at: context.now) }
    }
}

extension Phrase {
    fileprivate static let needsAccount = Phrase(
        "it is about one account: put the cursor on it and take the marks away with “-”",
        "elle porte sur un seul compte : placez-y le curseur et enlevez les marques par « - »")
    fileprivate static let needsAccounts = Phrase(
        "no account is chosen that is still listed", "aucun compte choisi qui soit encore listé")
    fileprivate static let needsService = Phrase(
        "it is about one service, and the marks are on several",
        "elle porte sur un service, et les marques sur plusieurs")
    fileprivate static let needsEnabled = Phrase("one of them is disabled already", "l’un d’eux est déjà désactivé")
    fileprivate static let needsDisabled = Phrase("one of them is enabled already", "l’un d’eux est déjà activé")
    fileprivate static let needsLine = Phrase(
        "no line of the register holds for it", "aucune ligne du registre ne vaut pour lui")
}
