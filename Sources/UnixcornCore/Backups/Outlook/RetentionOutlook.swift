/// What a retention would do to the backups that are there now, before anything is saved or pruned.
public struct RetentionOutlook: Sendable {
    /// One backup and what becomes of it.
    public struct Fate: Sendable, Identifiable {
        public var backup: BackupSummary.Backup
        /// The rules that keep it, in English in restic's words; none: it goes.
        public var words: [Phrase]
        public var reasons: [String] { words.map(\.english) }
        public var stays: Bool { !words.isEmpty }
        public var id: String { backup.id }
    }

    /// Newest first.
    public let fates: [Fate]
    /// Bytes that the backups that would go once added, as this machine noted it; nil: unknown. What becomes free is
    /// another figure: the ones that stay share some, and what cut runs and earlier prunes left goes too.
    public let goingBytes: Int?

    public var staying: Int { fates.count { $0.stays } }
    public var going: Int { fates.count - staying }
    /// Groups (a guest, the site) of which nothing would stay: pruning refuses that.
    public let emptied: Int

    public init(_ state: BackupsState, _ retention: Retention) {
        let all = state.summary?.backups ?? []
        let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let groups = retention.groups(of: all.compactMap(\.snapshot))
        fates = groups.flatMap { $0 }
            .compactMap { verdict in
                byID[verdict.backup.id.hex].map { Fate(backup: $0, words: verdict.words) }
            }.sorted { ($0.backup.time, $0.id) > ($1.backup.time, $1.id) }
        emptied = groups.count { group in !group.contains { $0.stays } }
        let going = Set(fates.filter { !$0.stays }.map(\.id))
        let stored = state.history.filter { $0.backup.map(going.contains) ?? false }.compactMap(\.storedBytes)
        goingBytes = stored.isEmpty ? nil : stored.reduce(0, +)
    }
}

extension BackupSummary.Backup {
    /// As far as a retention looks at it; nil where its name is none.
    fileprivate var snapshot: Snapshot? {
        BlobID(hex: id).map {
            Snapshot(id: $0, time: time, utcOffset: utcOffset ?? 0, paths: paths, hostname: host, tags: tags)
        }
    }
}

extension Retention {
    /// The lines of the configuration's `[backup]` section that say this.
    public var configurationLines: [String] {
        let counts = [
            ("last", last), ("hourly", hourly), ("daily", daily), ("weekly", weekly), ("monthly", monthly),
            ("yearly", yearly),
        ]
        return ["keep_within = \"\(within)\""] + counts.map { "keep_\($0) = \($1)" }
            + ["keep_tag = \"\(tags.first?.joined(separator: ",") ?? "")\""]
    }
}
