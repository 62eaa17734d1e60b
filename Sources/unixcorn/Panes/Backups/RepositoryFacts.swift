import Screen
import UnixcornCore

/// One line about the repository: words, or a bar with words behind it.
struct RepositoryFact: Sendable {
    var label: Phrase
    var value: SafeText
    var role = Role.text
    /// A bar before the value.
    var share: Double?
    var bar: SafeText = ""
}

extension Context {
    /// The repository, its runs and its room, the most needed first; `width` is what a line has.
    func facts(of outlook: BackupOutlook, _ board: BackupBoard?, width: Int) -> [RepositoryFact] {
        var facts = [RepositoryFact(label: Phrase("repository", "dépôt"), value: repositoryWords)]
        facts.append(lastRunFact(outlook, board))
        if let problem = outlook.lastRun?.problem { facts += problemFacts(problem, width) }
        facts.append(nextRunFact(outlook))
        if let job = backupJobs.first {
            facts.append(
                RepositoryFact(
                    label: Phrase("now", "en cours"), value: SafeText(say(job.words).string), role: .running,
                    share: job.progress, bar: percent(job.progress)))
        }
        var space = spaceFact(outlook)
        let runs = outlook.runsThatFit.map { say(.moreRuns($0)) } ?? ""
        if outlook.fileLimit > 0, let share = outlook.filesShare {
            facts.append(space)
            facts.append(
                RepositoryFact(
                    label: Phrase("files", "fichiers"), value: runs, role: roleOfShare(share), share: share,
                    bar: say(.ofFiles(outlook.usedFiles ?? 0, outlook.fileLimit))))
        } else {
            if !runs.isEmpty {
                space.value = SafeText(space.value.string + (space.value.isEmpty ? "" : ", ") + runs.string)
            }
            facts.append(space)
        }
        return facts
    }

    private var repositoryWords: SafeText {
        let place = SafeText(state.backups.place ?? "")
        guard let summary = state.backups.summary else { return place + "  " + say(.notReadYet) }
        let damaged = summary.damaged > 0 ? " · " + say(.damagedFiles(summary.damaged)).string : ""
        return SafeText("\(place)  \(say(.readAgo(briefAge(summary.readAt))))\(damaged)")
    }

    /// Why the last run failed, in as many lines as it takes and no more than three.
    private func problemFacts(_ problem: Phrase, _ width: Int) -> [RepositoryFact] {
        say(problem).wrapped(to: max(20, width - 12)).prefix(3).enumerated().map { place, line in
            RepositoryFact(
                label: place == 0 ? Phrase("reason", "raison") : .nothing, value: line, role: .critical)
        }
    }

    private func nextRunFact(_ outlook: BackupOutlook) -> RepositoryFact {
        let label = Phrase("next run", "prochaine")
        guard state.backups.isScheduled else {
            return RepositoryFact(label: label, value: say(.noneScheduled), role: .warning)
        }
        let next = outlook.nextRun.map { say(.nextRun(date($0), duration($0.seconds(since: now)))) }
        return RepositoryFact(label: label, value: next ?? SafeText(state.backups.schedule))
    }

    private func lastRunFact(_ outlook: BackupOutlook, _ board: BackupBoard?) -> RepositoryFact {
        let label = Phrase("last run", "dernière")
        guard let run = outlook.lastRun else {
            let newest = board?.guests.compactMap(\.newestAt).max()
            let words = newest.map { say(.lastAt(date($0), briefAge($0))) } ?? say(.noRunYet)
            return RepositoryFact(label: label, value: words, role: newest == nil ? .warning : .text)
        }
        var parts = [say(.lastAt(date(run.begin), briefAge(run.begin)))]
        if run.problem != nil { parts.append(say(.runFailed)) }
        if run.done > 0 || run.problem == nil { parts.append(say(.doneCount(run.done))) }
        if run.failed > 0 { parts.append(say(.failedCount(run.failed))) }
        if run.duration > 0 { parts.append(duration(run.duration)) }
        if let bytes = run.storedBytes { parts.append("+" + size(bytes)) }
        return RepositoryFact(
            label: label, value: SafeText(parts.map(\.string).joined(separator: ", ")),
            role: run.isFine ? .text : .critical)
    }

    private func spaceFact(_ outlook: BackupOutlook) -> RepositoryFact {
        var words: [SafeText] = []
        if let growth = outlook.weeklyGrowth { words.append(say(.growth(size(Int(growth))))) }
        if let full = outlook.fullAt { words.append(say(.fullOn(SafeText(full.formatted("%Y-%m-%d"))))) }
        let used = size(outlook.usedBytes)
        let value = SafeText(words.map(\.string).joined(separator: ", "))
        let label = Phrase("space", "place")
        guard let share = outlook.usedShare else {
            return RepositoryFact(label: label, value: SafeText("\(used)  \(value)"))
        }
        return RepositoryFact(
            label: label, value: value, role: roleOfShare(share, warning: 0.9, critical: 0.98), share: share,
            bar: say(.ofSpace(used, size(outlook.quota))))
    }
}

/// Draws the lines with their bars.
func drawRepository(_ facts: [RepositoryFact], _ context: Context, in area: Rect, on canvas: inout Canvas) {
    let labels = facts.map { context.say($0.label) }
    let width = labels.map(\.width).max() ?? 0
    canvas.within(area) { canvas in
        for (row, fact) in facts.enumerated() where row < canvas.bounds.rows {
            canvas.put(labels[row], at: Point(0, row), Style(.dim), width: width)
            var start = width + 2
            if let share = fact.share {
                let bar = min(max(fact.bar.width + 4, 24), max(0, canvas.bounds.columns - start))
                drawGauge(share, fact.bar, context, in: Rect(start, row, bar, 1), on: &canvas)
                start += bar + 2
            }
            canvas.put(
                fact.value, at: Point(start, row), Style(fact.role), width: max(0, canvas.bounds.columns - start))
        }
    }
}
