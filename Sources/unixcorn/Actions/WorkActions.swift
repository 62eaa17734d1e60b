import UnixcornCore

extension ActionTable {
    /// What can be done to jobs.
    static let job: [Action] = [
        Action(
            "job.cancel", Phrase("cancel job", "annuler la tâche"),
            Phrase("Ask a running job to stop", "Demander à une tâche de s’arrêter"), keys: ["X"], scope: .job,
            risk: .changes,
            weight: 60, applies: { $0.jobs.contains { !$0.state.isEnded } }, needs: .needsUnendedJob
        ) { subject in
            .several(subject.jobs.filter { !$0.state.isEnded }.map { .cancelJob($0.id) })
        }
    ]

    /// What can be done to a whole host. On one host; the host of the cursor, else the first.
    static let host: [Action] = [
        host(
            "start-all", Phrase("start all", "tout démarrer"),
            Phrase("Start all guests in their order", "Démarrer toutes les machines dans leur ordre"), .startAll),
        host(
            "stop-all", Phrase("stop all", "tout éteindre"),
            Phrase("Shut all guests down in reverse order", "Éteindre toutes les machines dans l’ordre inverse"),
            .stopAll(timeout: 180, force: false)),
        host(
            "reboot", Phrase("reboot host", "redémarrer l’hôte"),
            Phrase(
                "Shut all guests down in order, then restart the host",
                "Éteindre toutes les machines dans l’ordre, puis redémarrer l’hôte"),
            .reboot(timeout: 180), risk: .destroys),
        host(
            "power-off", Phrase("power host off", "éteindre l’hôte"),
            Phrase(
                "Shut all guests down in order, then power the host off",
                "Éteindre toutes les machines dans l’ordre, puis éteindre l’hôte"),
            .powerOff(timeout: 180), risk: .destroys),
        Action(
            "host.journal", Phrase("host journal", "journal de l’hôte"),
            Phrase("Show the end of the host’s own journal", "Montrer la fin du journal de l’hôte"), keys: [],
            scope: .host
        ) { subject in hostID(subject).map { .open(HostJournalPane(host: $0)) } ?? .none },
    ]

    private static func host(_ id: String, _ words: Phrase, _ help: Phrase, _ deed: HostDeed, risk: Risk = .changes)
        -> Action
    {
        Action("host." + id, words, help, keys: [], scope: .host, risk: risk) { subject in
            hostID(subject).map { .submit([Operation(.host(deed), on: .host($0))]) } ?? .none
        }
    }

    private static func hostID(_ subject: Subject) -> HostID? {
        subject.objects.first?.host ?? subject.context.state.hosts.first?.id
    }
}
