/// What changes between two policies, line by line.
public enum PolicyDiff {
    /// Lines as `diff -u` writes them, without those that stay: `-` what goes, `+` what comes, with the line's number.
    public static func lines(from old: String, to new: String) -> [String] {
        let (before, after) = (split(old), split(new))
        let changes = after.difference(from: before)
        let removed = changes.removals.map { change -> (Int, Int, String) in
            guard case .remove(let offset, let line, _) = change else { return (0, 0, "") }
            return (offset, 0, "-\(offset + 1)  \(line)")
        }
        let added = changes.insertions.map { change -> (Int, Int, String) in
            guard case .insert(let offset, let line, _) = change else { return (0, 0, "") }
            return (offset, 1, "+\(offset + 1)  \(line)")
        }
        return (removed + added).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
