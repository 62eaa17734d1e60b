extension BackupRun {
    /// Brings what is new into the second repository, where one is declared.
    func copy(_ repository: Repository) async throws(OperationFailure) {
        context.say(.copying)
        let declared = configuration.backup
        var copy = BackupCopy(repository, to: try await declared.copyPlace(stateFolder: stateFolder).open())
        copy.options = declared.copyWriterOptions
        let (made, context, spool) = (copy, context, declared.copySpoolFolder(stateFolder))
        let report: CopyReport
        do {
            report = try await context.cancelling {
                try await made.perform([], spoolFolder: spool) { done, all, _ in
                    context.report(.copying, all > 0 ? Double(done) / Double(all) : nil)
                }
            }
        } catch { throw OperationFailure(error, tried: .copying) }
        context.log(Phrase.copied(report, SafeText(made.target.store.place)).english)
        for problem in report.problems { context.log(problem.message.english) }
        if let problem = report.problems.first { throw OperationFailure(problem) }
    }
}
