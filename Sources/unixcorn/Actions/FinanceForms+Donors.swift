import Screen
import UnixcornCore

extension ActionTable {
    /// Gifts are a reason to stay: what the register will say is shown first.
    static let askDonorExempt: @Sendable (Subject) -> Effect = { subject in
        guard let (object, entry) = subject.offeredExemption else { return .none }
        let operation = Operation(.member(.enter(entry)), on: object)
        let lastDay = subject.context.lastDay(entry.until)
        return .ask(
            Question(
                title: operation.title,
                lines: [
                    Phrase(
                        "\(SafeText(entry.why)) (\(SafeText(entry.proof)))",
                        "\(SafeText(entry.why)) (\(SafeText(entry.proof)))"),
                    Phrase("It holds until \(lastDay).", "Elle vaut jusqu’au \(lastDay)."),
                ], body: .confirm(yes: operation.title, danger: false, typed: nil)
            ) { answer in if case .yes = answer { .submitConfirmed([operation]) } else { .none } })
    }
}

extension Subject {
    /// The line of the members' register that the gifts of the donor under the cursor are a reason for.
    var offeredExemption: (object: ObjectRef, entry: RegisterEntry)? {
        guard selected.count == 1, case .donor(let id)? = selected.first else { return nil }
        return context.state.finances.exemption(
            of: id, among: context.state.members, by: Operator.current().name.string)
    }
}
