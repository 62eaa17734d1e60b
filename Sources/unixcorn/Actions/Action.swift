import Screen
import UnixcornCore

/// One entry of the action table. Help, key bar, palette, manual page and key file are made from these entries.
struct Action: Sendable, Identifiable {
    /// Where an action can be used.
    enum Scope: String, Sendable, CaseIterable {
        case general, list, guest, pool, volume, network, backup, firewall, member, finance, job, host
    }

    /// `guest.start`: stands in key files.
    let id: String
    /// One or two words for the key bar.
    let words: Phrase
    /// One sentence for help, palette and manual.
    let help: Phrase
    /// Default keys, each a sequence: `S`, `g v`.
    let keys: [String]
    let scope: Scope
    let risk: Risk
    /// How far to the left the key bar shows it; 0 is never, from 80 on it finds room on every screen.
    let weight: Int
    /// Whether it makes sense for this subject now.
    let applies: @Sendable (Subject) -> Bool
    /// What it takes, and what would help: said where it does not apply.
    let needs: Phrase
    let effect: @Sendable (Subject) -> Effect

    /// Whether it only moves the cursor: the palette has no use for it.
    var isMove: Bool { ActionTable.moves.contains(id) }

    /// Whether the key bar keeps it when there is room for little else.
    var isAlwaysShown: Bool { weight >= 80 }

    /// Whether a read-only console refuses it.
    var needsWrite: Bool { risk != .looks }

    init(
        _ id: String, _ words: Phrase, _ help: Phrase, keys: [String], scope: Scope, risk: Risk = .looks,
        weight: Int = 0,
        applies: @escaping @Sendable (Subject) -> Bool = { _ in true }, needs: Phrase = .needsOne,
        effect: @escaping @Sendable (Subject) -> Effect
    ) {
        self.id = id
        self.words = words
        self.help = help
        self.keys = keys
        self.scope = scope
        self.risk = risk
        self.weight = weight
        self.applies = applies
        self.needs = needs
        self.effect = effect
    }
}

extension Phrase {
    static let needsOne = Phrase(
        "it is about one: put the cursor on it and take the marks away with “-”",
        "elle porte sur un seul élément : placez-y le curseur et enlevez les marques par « - »")
    static let needsRunningGuest = Phrase(
        "the guest must be on: start it first", "la machine doit être en marche : démarrez-la d’abord")
    static let needsGuestOff = Phrase(
        "the guest must be off: shut it down first", "la machine doit être arrêtée : éteignez-la d’abord")
    static let needsStartableGuest = Phrase(
        "the guest is on already, or has crashed: force a crashed one off first",
        "la machine est déjà en marche, ou a planté : forcez d’abord l’arrêt d’une machine plantée")
    static let needsUnpausedGuest = Phrase(
        "only a guest that runs can be paused", "seule une machine qui marche peut être mise en pause")
    static let needsPausedGuest = Phrase("the guest is not paused", "la machine n’est pas en pause")
    static let needsSavedState = Phrase(
        "no memory of the guest is saved", "aucune mémoire de la machine n’est sauvée")
    static let needsRunningPool = Phrase(
        "the pool must be started: start it first", "la réserve doit être démarrée : démarrez-la d’abord")
    static let needsStoppedPool = Phrase("the pool is started already", "la réserve est déjà démarrée")
    static let needsRunningNetwork = Phrase("the network is off already", "le réseau est déjà arrêté")
    static let needsStoppedNetwork = Phrase("the network is started already", "le réseau est déjà démarré")
    static let needsUnendedJob = Phrase("the job has ended", "la tâche est terminée")
}
