import Text

extension OperationFailure {
    static func locked(_ operation: Operation, by held: Lock) -> OperationFailure {
        let name = operation.object.name.string
        let holder = held.by.shortName.string
        let job = held.job.rawValue
        let when = held.since.dateAndTime
        return OperationFailure(
            area: "lock",
            message: Phrase(
                "\(name) is held by \(holder), process \(held.process?.pid ?? 0), since \(when):"
                    + " \(held.operation.title.english) (job \(job)).",
                "\(name) est tenu par \(holder), processus \(held.process?.pid ?? 0), depuis \(when) :"
                    + " \(held.operation.title.french) (tâche \(job))."),
            hint: Phrase(
                "Wait until it ends, or cancel it: unixcorn job cancel \(job)",
                "Attendez sa fin, ou annulez-la : unixcorn job cancel \(job)"))
    }

    static func noSuchJob(_ id: JobID, isEnded: Bool) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: isEnded
                ? Phrase(
                    "Job \(id.rawValue) is not under way: it ended, or never was.",
                    "La tâche \(id.rawValue) n'est pas en cours : elle est terminée, ou n'a jamais existé.")
                : Phrase("There is no job \(id.rawValue).", "Il n'y a pas de tâche \(id.rawValue)."),
            hint: Phrase("unixcorn job list shows the jobs.", "unixcorn job list montre les tâches."))
    }
}
