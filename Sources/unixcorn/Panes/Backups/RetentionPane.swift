import Screen
import UnixcornCore

/// Another retention tried out on the backups that are there: which stay, by which rule. Nothing is saved and nothing goes.
struct RetentionPane: Pane {
    let retention: Retention
    private var list = Listing(columns: FateRow.columns, sortedBy: nil)
    private var outlook: RetentionOutlook?
    private var seen: BackupsState?

    init(_ retention: Retention) { self.retention = retention }

    var barActions: Set<String> { list.barActions }

    func title(_ context: Context) -> SafeText { context.say(Phrase("retention", "rétention")) }

    mutating func update(_ context: Context) {
        if seen != context.state.backups {
            seen = context.state.backups
            outlook = RetentionOutlook(context.state.backups, retention)
        }
        list.show(
            (outlook?.fates ?? []).map(FateRow.init), context,
            searching: { row, context in
                [
                    row.name(context).string, context.say(.keptBy(row.fate.words)).string,
                    context.say(row.look.words).string,
                ]
            })
    }

    func selected(_ context: Context) -> [Selected] { [.object(.repository)] }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return ask }
        list.perform(command, context)
        return .none
    }

    private var ask: Effect {
        let counts: [(String, Phrase, Int)] = [
            ("last", Phrase("newest", "plus récentes"), retention.last),
            ("daily", Phrase("days", "jours"), retention.daily),
            ("weekly", Phrase("weeks", "semaines"), retention.weekly),
            ("monthly", Phrase("months", "mois"), retention.monthly),
            ("yearly", Phrase("years", "années"), retention.yearly),
        ]
        let fields =
            [
                FormField(
                    "within", Phrase("all within", "toutes depuis"), .text(), text: retention.within.description,
                    help: Phrase("36d, 1y5m7d2h; empty: no such rule", "36d, 1y5m7d2h ; vide : pas de règle"),
                    check: { text in
                        text.trimmed.isEmpty || Retention.Span(text.trimmed) != nil
                            ? nil : Phrase("a span: 36d, 1y5m7d2h", "une durée : 36d, 1y5m7d2h")
                    })
            ] + counts.map { FormField($0.0, $0.1, .number(0...100_000), text: String($0.2)) } + [
                FormField(
                    "tag", Phrase("with tag", "avec étiquette"), .text(),
                    text: retention.tags.first?.joined(separator: ",") ?? "")
            ]
        let old = retention
        let line = Phrase(
            "Tried out on the backups that are there; nothing is saved, nothing goes.",
            "Essayé sur les sauvegardes présentes ; rien n’est enregistré, rien ne part.")
        return .ask(
            Question(title: Phrase("Retention", "Rétention"), lines: [line], body: .form(fields)) { answer in
                guard case .filled(let form) = answer else { return .none }
                var made = old
                made.within = Retention.Span(form.text("within").trimmed) ?? Retention.Span()
                made.last = form.number("last") ?? 0
                made.daily = form.number("daily") ?? 0
                made.weekly = form.number("weekly") ?? 0
                made.monthly = form.number("monthly") ?? 0
                made.yearly = form.number("yearly") ?? 0
                let tags = form.text("tag").split(separator: ",").map { String($0).trimmed }
                made.tags = tags.isEmpty ? [] : [tags]
                return .several([.back, .open(RetentionPane(made))])
            })
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let isOther = retention != context.state.backups.retention
        let lines = isOther ? retention.configurationLines : []
        let perRow = canvas.bounds.columns >= 130 ? 4 : 2
        let (head, rest) = canvas.bounds.splitTop(canvas.bounds.rows > 6 ? 2 : 0)
        let footRows = lines.isEmpty || rest.rows < 10 ? 0 : (lines.count + perRow - 1) / perRow + 1
        let (middle, foot) = rest.splitBottom(footRows)
        let width = canvas.bounds.columns
        canvas.within(head) { canvas in
            canvas.put(context.say(.rules(retention)), at: Point(1, 0), Style(.text, .bold), width: width - 2)
            let (words, role) = verdict(context)
            canvas.put(words, at: Point(1, 1), Style(role), width: width - 2)
        }
        canvas.within(middle) { list.draw(context, empty: context.say(.notReadYet), on: &$0) }
        guard footRows > 0 else { return }
        drawSection(context.say(.putIntoFile), context, in: foot, on: &canvas) { canvas in
            let cell = canvas.bounds.columns / perRow
            for (place, line) in lines.enumerated() {
                canvas.put(
                    SafeText(line), at: Point(place % perRow * cell, place / perRow), Style(.key, on: .text),
                    width: cell - 1)
            }
        }
    }

    private func verdict(_ context: Context) -> (SafeText, Role) {
        guard let outlook else { return ("", .text) }
        if retention.isEmpty { return (context.say(.noRuleAtAll), .warning) }
        if outlook.emptied > 0 { return (context.say(.emptiesGroups(outlook.emptied)), .critical) }
        let size = outlook.goingBytes.map { context.size($0) }
        return (context.say(.fates(outlook.staying, outlook.going, size)), .text)
    }
}

/// A backup and what a retention does with it.
struct FateRow: Sendable, Identifiable {
    let fate: RetentionOutlook.Fate
    var id: String { fate.id }

    var look: StateLook {
        fate.stays
            ? StateLook(shape: "●", words: Phrase("stays", "reste"), role: .good)
            : StateLook(shape: "✖", words: Phrase("goes", "part"), role: .warning)
    }

    func name(_ context: Context) -> SafeText {
        let backup = fate.backup
        if let guest = backup.guest { return SafeText(guest) }
        return backup.isSite
            ? context.say(Phrase("the site’s files", "fichiers du site"))
            : SafeText(backup.host + ":" + backup.paths.joined(separator: " "))
    }

    static let columns: [ListColumn<FateRow>] = [
        ListColumn(
            "fate", Phrase("fate", "sort"), width: 7, priority: 105,
            text: { row, context in context.state(row.look) }, style: { row, _ in Style(row.look.role) },
            before: { !$0.fate.stays && $1.fate.stays }),
        ListColumn(
            "time", Phrase("time", "date"), width: 16, priority: 110,
            text: { row, _ in SafeText(row.fate.backup.time.formatted("%Y-%m-%d %H:%M")) },
            whole: { $0.fate.backup.time.iso8601 }, style: { _, _ in Style(.text) },
            before: { $0.fate.backup.time > $1.fate.backup.time }),
        ListColumn(
            "guest", Phrase("guest", "machine"), width: 14, grows: 1, priority: 100,
            text: { row, context in row.name(context) },
            before: { ($0.fate.backup.guest ?? "~") < ($1.fate.backup.guest ?? "~") }),
        ListColumn(
            "why", Phrase("by the rule", "par la règle"), width: 22, grows: 3, priority: 95,
            text: { row, context in context.say(.keptBy(row.fate.words)) }, style: { _, _ in Style(.dim) }),
        ListColumn(
            "id", Phrase("id", "id"), width: 8, priority: 50, text: { row, _ in SafeText(String(row.id.prefix(8))) },
            whole: { $0.id }, style: { _, _ in Style(.dim) }),
    ]
}

extension Phrase {
    static func rules(_ retention: Retention) -> Phrase {
        let counts = [
            ("last", "dernières", retention.last), ("hourly", "heures", retention.hourly),
            ("daily", "jours", retention.daily), ("weekly", "semaines", retention.weekly),
            ("monthly", "mois", retention.monthly), ("yearly", "années", retention.yearly),
        ].filter { $0.2 > 0 }
        let (within, tags) = (retention.within, retention.tags.map { $0.joined(separator: ",") })
        let english =
            (within.isZero ? [] : ["within \(within)"]) + counts.map { "\($0.0) \($0.2)" } + tags.map { "tag \($0)" }
        let french =
            (within.isZero ? [] : ["depuis \(within)"]) + counts.map { "\($0.1) \($0.2)" }
            + tags.map { "étiquette \($0)" }
        return Phrase(
            "keep \(SafeText(english.joined(separator: ", ")))  (Enter changes)",
            "garder \(SafeText(french.joined(separator: ", ")))  (Entrée change)")
    }
    static let noRuleAtAll = Phrase(
        "without any rule everything stays, and nothing is pruned", "sans aucune règle tout reste, et rien n’est élagué"
    )
    static func emptiesGroups(_ count: Int) -> Phrase {
        Phrase(
            "keeps nothing of \(count) guests: prune refuses that",
            "ne garde rien de \(count) machine(s) : l’élagage le refuse")
    }
    static func fates(_ staying: Int, _ going: Int, _ size: SafeText?) -> Phrase {
        let (english, french) =
            size.map { ("; they had stored \($0)", " ; écrits : \($0)") } ?? ("", "")
        let isAny = going > 0
        return Phrase(
            "\(staying) backups stay, \(going) go\(english)" + (isAny ? "; room freed: backup prune -n" : ""),
            "\(staying) restent, \(going) partent\(french)" + (isAny ? " ; libéré : backup prune -n" : ""))
    }
    static let putIntoFile = Phrase(
        "to keep this, put into [backup] of unixcorn.toml", "pour garder cela, mettre dans [backup] de unixcorn.toml")
}
