import UnixcornCore

extension ActionTable {
    /// What can be done to virtual networks.
    static let network: [Action] = [
        Action(
            "network.start", Phrase("start", "démarrer"), Phrase("Start the network", "Démarrer le réseau"),
            keys: ["S"], scope: .network, risk: .changes, weight: 68,
            applies: { $0.networks.contains { !$0.network.isActive } }, needs: .needsStoppedNetwork
        ) { subject in
            .submit(subject.networks.filter { !$0.network.isActive }.map { Operation(.network(.start), on: $0.object) })
        },
        Action(
            "network.stop", Phrase("stop", "arrêter"),
            Phrase("Stop the network: its guests lose it", "Arrêter le réseau : ses machines le perdent"),
            keys: ["H"], scope: .network, risk: .changes, weight: 40,
            applies: { $0.networks.contains { $0.network.isActive } }, needs: .needsRunningNetwork
        ) { subject in
            .submit(subject.networks.filter { $0.network.isActive }.map { Operation(.network(.stop), on: $0.object) })
        },
        Action(
            "network.autostart", Phrase("autostart", "auto"),
            Phrase("Start with the host, or no longer", "Démarrer avec l’hôte, ou non"),
            keys: ["A"], scope: .network, risk: .changes, weight: 22, applies: { !$0.networks.isEmpty }
        ) { subject in
            .submit(
                subject.networks.map {
                    Operation(.network(.setAutostart(!$0.network.startsAutomatically)), on: $0.object)
                })
        },
    ]
}
