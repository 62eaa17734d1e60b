import Screen
import UnixcornCore

extension ActionTable {
    /// What can be done to guests: in the list, in the detail, wherever the cursor is on one.
    static let guest: [Action] =
        power + [
            Action(
                "guest.console", Phrase("console", "console"),
                Phrase("Open the serial console; Ctrl-] leaves it", "Ouvrir la console série ; Ctrl-] la quitte"),
                keys: ["c"], scope: .guest, risk: .changes, weight: 65, applies: { one($0)?.state.isActive == true },
                needs: .needsRunningGuest
            ) { subject in subject.objects.first.map { .console($0) } ?? .none },
            Action(
                "guest.back-up", Phrase("back up", "sauvegarder"),
                Phrase("Back the guest up now", "Sauvegarder la machine maintenant"), keys: ["b"], scope: .guest,
                risk: .changes, weight: 21,
                applies: { !$0.guests.isEmpty && $0.context.state.backups.place != nil }, needs: .needsRepository
            ) { subject in backUp(subject.guests.map(\.guest.name)) },
            Action(
                "guest.backups", Phrase("backups", "sauvegardes"),
                Phrase("Show the guest’s backups", "Montrer les sauvegardes de la machine"), keys: [], scope: .guest,
                applies: { $0.guests.count == 1 && $0.context.state.backups.place != nil }, needs: .needsRepository
            ) { subject in
                subject.guests.first.map { found in
                    .open(GuestBackupsPane(id: GuestBackups.id(found.object.host, found.guest.name), found.guest.name))
                } ?? .none
            },
            Action(
                "guest.xml", Phrase("XML", "XML"), Phrase("Show the domain XML", "Montrer le XML du domaine"),
                keys: ["x"], scope: .guest, weight: 20
            ) { subject in subject.objects.first.map { .open(GuestTextPane(.xml, of: $0)) } ?? .none },
            Action(
                "guest.log", Phrase("log", "journaux"),
                Phrase(
                    "Show QEMU’s log and the last serial output",
                    "Montrer le journal de QEMU et la dernière sortie série"),
                keys: ["o"], scope: .guest, weight: 20
            ) { subject in subject.objects.first.map { .open(GuestTextPane(.log, of: $0)) } ?? .none },
            Action(
                "guest.edit", Phrase("edit XML", "éditer XML"),
                Phrase(
                    "Edit the definition in $EDITOR; libvirt validates it before it is stored",
                    "Éditer la définition dans $EDITOR ; libvirt la valide avant de l’enregistrer"),
                keys: ["E"], scope: .guest, risk: .changes, weight: 18
            ) { subject in subject.objects.first.map { .editDefinition($0) } ?? .none },
            Action(
                "guest.resources", Phrase("memory, CPUs", "mémoire, CPU"),
                Phrase(
                    "Set memory and processors, now and for the next boot",
                    "Régler la mémoire et les processeurs, maintenant et au prochain démarrage"),
                keys: ["M"], scope: .guest, risk: .changes, weight: 25, applies: { $0.guests.count == 1 },
                effect: askResources),
            Action(
                "guest.profile", Phrase("kind, order", "nature, ordre"),
                Phrase(
                    "Set kind, start order, dependencies, tags and notes",
                    "Régler nature, ordre de démarrage, dépendances, étiquettes et notes"),
                keys: ["T"], scope: .guest, risk: .changes, weight: 24, applies: { $0.guests.count == 1 },
                effect: askProfile),
            Action(
                "guest.rename", Phrase("rename", "renommer"),
                Phrase("Rename a guest that is off", "Renommer une machine arrêtée"),
                keys: ["N"], scope: .guest, risk: .changes, weight: 15, applies: { one($0)?.state == .off },
                needs: .needsGuestOff,
                effect: askRename),
            Action(
                "guest.autostart", Phrase("autostart", "auto"),
                Phrase("Start with the host, or no longer", "Démarrer avec l’hôte, ou non"),
                keys: ["A"], scope: .guest, risk: .changes, weight: 22, applies: { !$0.guests.isEmpty }
            ) { subject in
                .submit(
                    subject.guests.map {
                        Operation(.guest(.setAutostart(!$0.guest.startsAutomatically)), on: $0.object)
                    })
            },
            Action(
                "guest.delete", Phrase("delete", "supprimer"),
                Phrase(
                    "Delete a guest that is off; its disks stay or go, as you say",
                    "Supprimer une machine arrêtée ; ses disques restent ou partent, à votre choix"),
                keys: ["D"], scope: .guest, risk: .destroys, weight: 10, applies: { one($0)?.state == .off },
                needs: .needsGuestOff
            ) { subject in subject.guests.first.map { .open(DeleteGuestPane(object: $0.object)) } ?? .none },
        ]

    private static let power: [Action] = [
        Action(
            "guest.start", Phrase("start", "démarrer"),
            Phrase("Start, or restore what was saved to disk", "Démarrer, ou reprendre ce qui a été sauvé sur disque"),
            keys: ["S"], scope: .guest, risk: .changes, weight: 68, applies: { some($0) { isStartable($0.state) } },
            needs: .needsStartableGuest
        ) { subject in
            .submit(
                subject.guests.filter { isStartable($0.guest.state) }
                    .map { Operation(.guest($0.guest.hasSavedState ? .restore : .start), on: $0.object) })
        },
        Action(
            "guest.shutdown", Phrase("shut down", "éteindre"),
            Phrase(
                "Shut down: by the agent, then ACPI; never by force",
                "Éteindre : par l’agent, puis ACPI ; jamais de force"),
            keys: ["H"], scope: .guest, risk: .changes, weight: 67, applies: { some($0) { $0.state.isActive } },
            needs: .needsRunningGuest
        ) { subject in
            .submit(
                subject.guests.filter(\.guest.state.isActive).map {
                    Operation(.guest(.shutDown(timeout: $0.host.shutdownTimeout)), on: $0.object)
                })
        },
        power(
            "reboot", Phrase("reboot", "redémarrer"), Phrase("Restart from within", "Redémarrer proprement"), "B",
            .reboot, 40),
        power(
            "suspend", Phrase("pause", "pause"),
            Phrase("Pause: it stays in memory", "Mettre en pause : elle reste en mémoire"), "P",
            .suspend, 45, when: { $0 == .running || $0 == .blocked }, needs: .needsUnpausedGuest),
        power(
            "resume", Phrase("resume", "reprendre"), Phrase("Go on after a pause", "Reprendre après une pause"), "R",
            .resume, 46,
            when: { $0 == .paused || $0 == .sleeping }, needs: .needsPausedGuest),
        power(
            "save", Phrase("save", "sauver"),
            Phrase("Save memory to disk and turn off", "Sauver la mémoire sur disque et arrêter"),
            "W", .save, 16),
        power(
            "reset", Phrase("reset", "réinitialiser"),
            Phrase(
                "Press the reset button: unsaved data is lost",
                "Bouton de réinitialisation : les données non écrites sont perdues"),
            "Z", .reset, 8, risk: .destroys),
        power(
            "kill", Phrase("force off", "forcer l’arrêt"),
            Phrase("Pull the plug: unsaved data is lost", "Couper le courant : les données non écrites sont perdues"),
            "K", .forceOff, 14, risk: .destroys, when: { $0.isActive || $0 == .crashed }),
        Action(
            "guest.discard", Phrase("discard saved", "jeter l’image"),
            Phrase(
                "Throw the saved memory away; the next start is a boot",
                "Jeter la mémoire sauvée ; le prochain démarrage sera complet"),
            keys: [], scope: .guest, risk: .destroys, applies: { some($0) { $0.hasSavedState } },
            needs: .needsSavedState
        ) { subject in
            .submit(
                subject.guests.filter { $0.guest.hasSavedState }
                    .map { Operation(.guest(.discardSavedState), on: $0.object) })
        },
    ]

    /// A crashed guest still holds its process, which must go first.
    private static func isStartable(_ state: GuestState) -> Bool { !state.isActive && state != .crashed }

    private static func power(
        _ id: String, _ words: Phrase, _ help: Phrase, _ key: String, _ deed: GuestDeed, _ weight: Int,
        risk: Risk = .changes,
        when: @escaping @Sendable (GuestState) -> Bool = { $0.isActive }, needs: Phrase = .needsRunningGuest
    ) -> Action {
        Action(
            "guest." + id, words, help, keys: [key], scope: .guest, risk: risk, weight: weight,
            applies: { some($0) { when($0.state) } }, needs: needs
        ) { subject in
            .submit(subject.guests.filter { when($0.guest.state) }.map { Operation(.guest(deed), on: $0.object) })
        }
    }

    private static func active(_ subject: Subject) -> [ObjectRef] {
        subject.guests.filter { $0.guest.state.isActive }.map(\.object)
    }

    private static func some(_ subject: Subject, _ test: (Guest) -> Bool) -> Bool {
        subject.guests.contains { test($0.guest) }
    }

    private static func one(_ subject: Subject) -> Guest? {
        subject.guests.count == 1 ? subject.guests[0].guest : nil
    }
}
