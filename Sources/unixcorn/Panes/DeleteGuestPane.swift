import Screen
import UnixcornCore

/// Before a guest is deleted: what becomes of each of its disks. All stay unless the operator says otherwise.
struct DeleteGuestPane: Pane {
    let object: ObjectRef
    private var cursor = 0
    /// Paths of the disks that go with the guest.
    private var doomed: Set<String> = []
    /// The definition as it is now: it goes into the journal with the deed.
    private var definition: String?

    init(object: ObjectRef) { self.object = object }

    var barActions: Set<String> { ["list.enter", "list.mark"] }
    func title(_ context: Context) -> SafeText { context.say(Phrase("Delete", "Supprimer")) + " " + object.name }
    func opening(_ context: Context) -> Effect { .look(.guestXML(object, stored: true)) }
    mutating func update(_ context: Context) { cursor = min(cursor, max(0, disks(context).count - 1)) }

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        if case .text(let xml) = answer, lookup == .guestXML(object, stored: true) { definition = xml }
    }

    /// Disks that are files of their own: not empty drives, not images that others read.
    private func disks(_ context: Context) -> [GuestDisk] {
        guard let (host, guest) = context.guest(object) else { return [] }
        return guest.disks.filter { !$0.source.isEmpty }.map(host.measured)
    }

    /// Guests beside this one that use the same file.
    private func others(using disk: GuestDisk, _ context: Context) -> [String] {
        guard let (host, guest) = context.guest(object) else { return [] }
        return host.guests.filter { other in
            other.id != guest.id
                && other.disks.contains { $0.source == disk.source || $0.backingChain.contains(disk.source) }
        }.map(\.name)
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        let disks = disks(context)
        switch command {
        case .up: cursor = max(0, cursor - 1)
        case .down: cursor = min(max(0, disks.count - 1), cursor + 1)
        case .mark, .toggle:
            guard disks.indices.contains(cursor) else { return .none }
            let disk = disks[cursor]
            let users = others(using: disk, context)
            if !users.isEmpty {
                return .say(.diskIsUsed(SafeText(disk.source), SafeText(users.joined(separator: ", "))), isError: true)
            }
            if doomed.remove(disk.source) == nil { doomed.insert(disk.source) }
        case .enter:
            guard let definition else { return .say(.waiting, isError: true) }
            let paths = disks.map(\.source).filter(doomed.contains)
            return .several([.back, .submit([Operation(.guest(.delete(volumes: paths, xml: definition)), on: object)])])
        default: break
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let width = canvas.bounds.columns
        canvas.put(context.say(.deleteIntro(object.name)), at: Point(1, 0), Style(.title), width: width - 2)
        canvas.put(context.say(context.identity(of: object)), at: Point(1, 1), Style(.text), width: width - 2)
        let disks = disks(context)
        if disks.isEmpty {
            canvas.put(context.say(Phrase("It has no disks.", "Elle n’a pas de disque.")), at: Point(1, 3), Style(.dim))
        }
        for (row, disk) in disks.enumerated() {
            let isGoing = doomed.contains(disk.source)
            let style = row == cursor ? Style(.selected) : Style(.text)
            canvas.fill(Rect(0, row + 3, width, 1), style)
            let fate = isGoing ? Phrase("✖ DELETED", "✖ EFFACÉ") : Phrase("● stays", "● reste")
            canvas.put(
                context.say(fate), at: Point(1, row + 3),
                Style(isGoing ? .danger : .good, [], on: row == cursor ? .selected : nil))
            let text = SafeText("\(disk.target)  \(disk.source)  \(context.size(disk.allocation ?? disk.capacity))")
            canvas.put(text, at: Point(13, row + 3), style, width: width - 14)
            if row == cursor { canvas.cursor = Point(0, row + 3) }
        }
        canvas.put(context.say(.deleteHint), at: Point(1, disks.count + 4), Style(.dim), width: width - 2)
    }
}

extension Phrase {
    static func deleteIntro(_ name: SafeText) -> Phrase {
        Phrase("What becomes of the disks of \(name)?", "Que deviennent les disques de \(name) ?")
    }
    static let deleteHint = Phrase(
        "Space: stays or goes   Enter: delete the guest   Esc: change nothing",
        "Espace : reste ou part   Entrée : supprimer la machine   Échap : ne rien changer")
    static func diskIsUsed(_ disk: SafeText, _ users: SafeText) -> Phrase {
        Phrase("\(disk) is also used by \(users): it stays", "\(disk) sert aussi à \(users) : il reste")
    }
}
