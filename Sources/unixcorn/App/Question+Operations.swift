import UnixcornCore

extension Question {
    /// What to ask before these operations are done; nil where nothing can hurt.
    ///
    /// What destroys asks for the name (for several objects, their number). What interrupts a service asks for yes.
    init?(about operations: [UnixcornCore.Operation], _ context: Context) {
        let destroys = operations.contains { $0.risk == .destroys }
        let consequences = operations.compactMap(\.consequence)
        guard let first = operations.first, destroys || !consequences.isEmpty else { return nil }
        let many = operations.count > 1
        let typed = many ? SafeText(String(operations.count)) : first.object.name
        self.init(
            title: many ? .withOthers(first.title, operations.count - 1) : first.title,
            lines: context.identities(of: operations.map(\.object))
                + (many
                    ? consequences.prefix(3) + (consequences.count > 3 ? [Phrase(verbatim: "…")] : [])
                    : consequences),
            body: .confirm(
                yes: many ? .doAll(operations.count) : first.title, danger: destroys, typed: destroys ? typed : nil)
        ) { answer in
            if case .yes = answer { .submitConfirmed(operations) } else { .none }
        }
    }
}
