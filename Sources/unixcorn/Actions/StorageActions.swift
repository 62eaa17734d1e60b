import Screen
import UnixcornCore

extension ActionTable {
    /// What can be done to pools.
    static let pool: [Action] = [
        Action(
            "pool.start", Phrase("start", "démarrer"), Phrase("Start the pool", "Démarrer la réserve"),
            keys: ["S"], scope: .pool, risk: .changes, weight: 68,
            applies: { $0.pools.contains { $0.pool.state == .inactive } }, needs: .needsStoppedPool
        ) { submit(.start, to: $0, when: { $0.state == .inactive }) },
        Action(
            "pool.stop", Phrase("stop", "arrêter"),
            Phrase("Stop the pool; its data stays", "Arrêter la réserve ; ses données restent"),
            keys: ["H"], scope: .pool, risk: .changes, weight: 40,
            applies: { $0.pools.contains { $0.pool.state != .inactive } }, needs: .needsRunningPool
        ) { submit(.stop, to: $0, when: { $0.state != .inactive }) },
        Action(
            "pool.refresh", Phrase("rescan", "relire"), Phrase("Look for new volumes", "Chercher de nouveaux volumes"),
            keys: ["F"], scope: .pool, risk: .changes, weight: 45,
            applies: { $0.pools.contains { $0.pool.state == .running } }, needs: .needsRunningPool
        ) { submit(.refresh, to: $0, when: { $0.state == .running }) },
        Action(
            "pool.autostart", Phrase("autostart", "auto"),
            Phrase("Start with the host, or no longer", "Démarrer avec l’hôte, ou non"),
            keys: ["A"], scope: .pool, risk: .changes, weight: 22, applies: { !$0.pools.isEmpty }
        ) { subject in
            .submit(subject.pools.map { Operation(.pool(.setAutostart(!$0.pool.startsAutomatically)), on: $0.object) })
        },
        Action(
            "pool.create-volume", Phrase("new volume", "nouveau volume"),
            Phrase("Create a volume in this pool", "Créer un volume dans cette réserve"),
            keys: ["V"], scope: .pool, risk: .changes, weight: 50,
            applies: { $0.pools.count == 1 && $0.pools[0].pool.state == .running }, needs: .needsRunningPool,
            effect: askNewVolume),
    ]

    /// What can be done to volumes.
    static let volume: [Action] = [
        Action(
            "volume.resize", Phrase("resize", "redimensionner"),
            Phrase("Grow a volume", "Agrandir un volume"), keys: ["Z"], scope: .volume, risk: .changes, weight: 40,
            applies: { $0.volumes.count == 1 }, effect: askResize),
        Action(
            "volume.delete", Phrase("delete", "supprimer"),
            Phrase("Delete a volume that no guest uses", "Supprimer un volume qu’aucune machine n’utilise"),
            keys: ["D"], scope: .volume, risk: .destroys, weight: 10, applies: { !$0.volumes.isEmpty }
        ) { subject in .submit(subject.volumes.map { Operation(.volume(.delete), on: $0.object) }) },
    ]

    private static func submit(_ deed: PoolDeed, to subject: Subject, when: (Pool) -> Bool) -> Effect {
        .submit(subject.pools.filter { when($0.pool) }.map { Operation(.pool(deed), on: $0.object) })
    }
}
