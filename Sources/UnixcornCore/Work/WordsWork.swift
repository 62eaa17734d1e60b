import Text

extension OperationFailure {
    static func locked(_ operation: Operation, by held: Lock) -> OperationFailure {
        let name = operation.object.name.string
        let isMany = operation.object == .repository
        let (english, french) =
            isMany ? ("the backups are", "les sauvegardes sont tenues") : (name + " is", name + " est tenu")
        let holder = held.by.shortName.string
        let job = held.job.rawValue
        let when = held.since.dateAndTime
        return OperationFailure(
            area: "lock",
            message: Phrase(
                "\(english) held by \(holder), process \(held.process?.pid ?? 0), since \(when):"
                    + " \(held.operation.title.english) (job \(job)).",
                "\(french) par \(holder), processus \(held.process?.pid ?? 0), depuis \(when) :"
                    + " \(held.operation.title.french) (tâche \(job))."),
            hint: Phrase(
                "Wait until it ends, or cancel it: unixcorn job cancel \(job)",
                "Attendez sa fin, ou annulez-la : unixcorn job cancel \(job)"))
    }

    static func noWorker(_ operation: Operation) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: Phrase(
                "\(operation.title.english): this process cannot start workers.",
                "\(operation.title.french) : ce processus ne peut pas lancer de processus de travail."))
    }

    static func workerDied(_ operation: Operation, _ job: JobID) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: Phrase(
                "\(operation.title.english): the worker of job \(job.rawValue) did not begin.",
                "\(operation.title.french) : le processus de la tâche \(job.rawValue) n’a pas commencé."),
            hint: Phrase(
                "Its log says why: unixcorn job show \(job.rawValue)",
                "Son compte rendu dit pourquoi : unixcorn job show \(job.rawValue)"))
    }

    static func notWaiting(_ job: Job) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: Phrase(
                "Job \(job.id.rawValue) is not waiting to be run: it is \(job.state.rawValue).",
                "La tâche \(job.id.rawValue) n’attend pas d’être exécutée : son état est \(job.state.rawValue)."),
            hint: Phrase("unixcorn job list shows the jobs.", "unixcorn job list montre les tâches."))
    }

    static func notInterrupted(_ intent: Int64) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: Phrase(
                "Journal entry \(intent) is not an interrupted action: it has an outcome, or is under way.",
                "L’entrée \(intent) du journal n’est pas une action interrompue : elle a une issue, ou est en cours."))
    }

    static func noSuchJob(_ id: JobID, isEnded: Bool) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: isEnded
                ? Phrase(
                    "Job \(id.rawValue) is not under way: it ended, or never was.",
                    "La tâche \(id.rawValue) n’est pas en cours : elle est terminée, ou n’a jamais existé.")
                : Phrase("There is no job \(id.rawValue).", "Il n’y a pas de tâche \(id.rawValue)."),
            hint: Phrase("unixcorn job list shows the jobs.", "unixcorn job list montre les tâches."))
    }
}
