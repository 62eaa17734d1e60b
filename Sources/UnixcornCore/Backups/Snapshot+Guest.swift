extension Snapshot {
    /// The guest whose backup this is, by this program; nil for anything else.
    public var guestName: String? {
        let prefix = "/\(BackupPath.guests)/"
        guard tags.contains(BackupTag.ours), let path = paths.first, paths.count == 1, path.hasPrefix(prefix) else {
            return nil
        }
        return String(path.dropFirst(prefix.count))
    }

    /// Whether it holds the site's own files.
    public var isSite: Bool { tags.contains(BackupTag.ours) && paths == [BackupPath.site] }

    /// How whole the guest's files are, as far as the tags say.
    public var guestState: Manifest.State? {
        Manifest.State.allCases.first { tags.contains($0.rawValue) }
    }
}
