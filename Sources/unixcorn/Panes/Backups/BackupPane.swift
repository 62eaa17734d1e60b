import Screen
import UnixcornCore

/// One backup: what is known of it at once, and what the repository says of it when it has been asked.
struct BackupPane: Pane {
    private let row: BackupRow
    private let guest: String
    private var view = TextReader()
    private var isWaiting: Bool

    init(_ row: BackupRow, of guest: String) {
        self.row = row
        self.guest = guest
        isWaiting = row.backup != nil
    }

    func title(_ context: Context) -> SafeText { context.date(row.time) }

    func opening(_ context: Context) -> Effect { row.backup.map { .look(.backup($0.id)) } ?? .none }

    func selected(_ context: Context) -> [Selected] {
        row.backup.map { [.backup($0.id)] } ?? [.backups(of: guest)]
    }

    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard let backup = row.backup, lookup == .backup(backup.id) else { return }
        isWaiting = false
        if case .backup(let content) = answer {
            view.show(context.lines(of: content), follow: false)
        } else {
            view.show(answer.lines(context), follow: false)
        }
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { view.take(key) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        view.perform(command)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let facts = facts(context)
        let (upper, lower) = canvas.bounds.splitTop(min(facts.count + 1, max(0, canvas.bounds.rows - 4)))
        drawFacts(facts, context, in: upper.inset(1, 0), on: &canvas)
        guard row.backup != nil else { return drawReason(context, in: lower.inset(1, 0), on: &canvas) }
        let title = context.say(Phrase("in the repository", "dans le dépôt"))
        drawSection(title, context, in: lower, on: &canvas) { canvas in
            if isWaiting {
                canvas.put(context.say(.askingRepository), at: Point(0, 0), Style(.dim))
            } else {
                view.draw(context, on: &canvas)
            }
        }
    }

    /// Why it failed: whole, since the next step often stands at its end.
    private func drawReason(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let words = row.entry?.reason.map { context.say($0) } ?? ""
        canvas.within(area) { canvas in
            for (line, text) in words.wrapped(to: max(1, canvas.bounds.columns)).enumerated() {
                canvas.put(text, at: Point(0, line), Style(.critical))
            }
        }
    }

    private func facts(_ context: Context) -> [Fact] {
        let entry = row.entry
        var facts = [
            Fact(label: Phrase("guest", "machine"), value: SafeText(guest), style: Style(.text, .bold)),
            Fact(
                label: row.isFailed ? Phrase("tried", "tentée") : Phrase("made", "faite"),
                value: SafeText("\(row.time.dateAndTime)  \(context.say(.ageAgo(context.since(row.time))))")),
        ]
        if row.isFailed {
            facts.append(
                Fact(
                    label: Phrase("state", "état"), value: context.state(DayMark.failed.look), style: Style(.critical)))
        } else {
            let state = row.backup?.state ?? entry?.state
            facts.append(
                Fact(
                    label: Phrase("state", "état"),
                    value: SafeText("\(state.shortLook.shape) \(context.say(state.words))"),
                    style: Style(state.shortLook.role)))
        }
        if let backup = row.backup {
            facts.append(Fact(label: Phrase("id", "id"), value: SafeText(backup.id)))
            facts.append(Fact(label: Phrase("made on", "faite sur"), value: SafeText(backup.host)))
            if !backup.tags.isEmpty {
                facts.append(
                    Fact(label: Phrase("tags", "étiquettes"), value: SafeText(backup.tags.joined(separator: " "))))
            }
        }
        guard let entry else { return facts }
        if let size = entry.size {
            let words = Phrase(
                "\(context.size(size)); read \(context.size(entry.readBytes)), new \(context.size(entry.storedBytes))",
                "\(context.size(size)) ; lu \(context.size(entry.readBytes)), nouveau \(context.size(entry.storedBytes))"
            )
            facts.append(Fact(label: Phrase("disks", "disques"), value: context.say(words)))
        }
        if let seconds = entry.duration {
            facts.append(Fact(label: Phrase("took", "durée"), value: context.duration(seconds)))
        }
        if let isReadBack = entry.isReadBack {
            facts.append(
                Fact(
                    label: Phrase("read back", "relue"), value: context.yesNo(isReadBack),
                    style: Style(isReadBack ? .good : .warning)))
        }
        return facts
    }
}

extension Context {
    /// What a backup holds, line by line.
    fileprivate func lines(of content: BackupContent) -> [SafeText] {
        var lines: [SafeText] = []
        func add(_ phrase: Phrase) { lines.append(say(phrase)) }
        if let manifest = content.manifest {
            let words = Optional(manifest.state).words
            let reason = manifest.stateReason.map { " (\($0))" } ?? ""
            lines.append(SafeText(say(words).string + reason))
            if let frozen = manifest.frozenSeconds {
                let seconds = (Units.number(frozen, decimals: 2, .english), Units.number(frozen, decimals: 2, .french))
                add(Phrase("held still for \(seconds.0) s", "figée \(seconds.1) s"))
            }
            for disk in manifest.disks {
                let (target, source) = (SafeText(disk.target), SafeText(disk.source))
                let (whole, read, new) = (size(disk.size), size(disk.readBytes), size(disk.storedBytes))
                add(
                    Phrase(
                        "\(target)  \(whole)  read \(read), new \(new)  \(source)",
                        "\(target)  \(whole)  lu \(read), nouveau \(new)  \(source)"))
                let how = disk.reason.map { SafeText($0) }
                if disk.isByBitmap {
                    add(Phrase("     only what had changed was read", "     seul ce qui avait changé a été lu"))
                } else if let how {
                    add(Phrase("     read whole: \(how)", "     lu en entier : \(how)"))
                }
            }
            for missing in manifest.missing {
                let (target, source, reason) = (
                    SafeText(missing.target), SafeText(missing.source), SafeText(missing.reason)
                )
                add(
                    Phrase(
                        "\(target)  NOT in this backup: \(reason)  \(source)",
                        "\(target)  ABSENT de cette sauvegarde : \(reason)  \(source)"))
            }
            lines.append(
                SafeText("\(manifest.program)  \(localTime(manifest.startedAt)) - \(localTime(manifest.endedAt))"))
            lines.append("")
        }
        for file in content.files {
            lines.append(
                SafeText(file.isFolder ? file.path + "/" : "\(aligned(size(file.size).string, 9))  \(file.path)"))
        }
        if content.isCut { add(Phrase("… and more: unixcorn backup ls", "… et d’autres : unixcorn backup ls")) }
        return lines
    }
}

/// A time of a manifest as this site's clocks have it; what is none stays as it is.
private func localTime(_ text: String) -> String { Moment(rfc3339: text)?.dateAndTime ?? text }

extension Phrase {
    static let askingRepository = Phrase("opening the repository…", "ouverture du dépôt…")
    static func ageAgo(_ age: SafeText) -> Phrase { Phrase("\(age) ago", "il y a \(age)") }
}
