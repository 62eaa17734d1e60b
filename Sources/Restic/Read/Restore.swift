import Glibc
import Text

/// What a restore did.
public struct RestoreReport: Sendable {
    public var files = 0
    public var folders = 0
    /// Bytes of files.
    public var bytes = 0
    /// Entries that were left out, and why: a device, a name that could leave the target.
    public var skipped: [RepositoryError] = []
}

extension Repository {
    /// Writes a snapshot's files below `target`, a folder that is new or empty. Permissions and times as they were;
    /// owners too when root.
    ///
    /// Nothing leaves the target: names are checked, folders are opened without following links, nothing is overwritten.
    /// - Parameter progress: bytes written so far.
    public func restore(
        _ snapshot: Snapshot, to target: String, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws(RepositoryError) -> RestoreReport {
        let index = try await index().index
        if mkdir(target, 0o700) != 0, errno != EEXIST { throw RestoreTarget.failed(target, "mkdir") }
        let root = try RestoreTarget(opening: target)
        guard try root.isEmpty else {
            throw RepositoryError(.target, .targetExists(SafeText(target)), hint: .emptyTarget)
        }
        var report = RestoreReport()
        try await restore(snapshot.tree, into: root, index, &report, progress)
        return report
    }

    private func restore(
        _ tree: BlobID, into folder: RestoreTarget, _ index: BlobIndex, _ report: inout RestoreReport,
        _ progress: @Sendable (Int) -> Void
    ) async throws(RepositoryError) {
        for node in try await self.tree(tree, index) {
            let name = node.nameBytes
            guard RestoreTarget.isPlain(name) else {
                report.skipped.append(
                    RepositoryError(.target, .badName(SafeText(String(decoding: name, as: UTF8.self)))))
                continue
            }
            switch node.kind {
            case .dir:
                let inner = try folder.makeFolder(name)
                report.folders += 1
                if let subtree = node.subtree {
                    try await restore(subtree, into: inner, index, &report, progress)
                }
                try inner.finish(node)
            case .file:
                report.bytes += try await restore(node, into: try folder.makeFile(name), index)
                progress(report.bytes)
                report.files += 1
            case .symlink:
                try folder.makeLink(name, to: node.linktarget ?? "", node)
                report.files += 1
            case .dev, .chardev, .fifo, .socket, nil:
                report.skipped.append(
                    RepositoryError(
                        .target,
                        .notAFile(SafeText(String(decoding: name, as: UTF8.self)), SafeText(node.type))))
            }
        }
    }

    /// Writes a file's content, then what else the entry says of it. Returns its bytes.
    private func restore(
        _ node: Node, into file: RestoreTarget, _ index: BlobIndex
    ) async throws(RepositoryError) -> Int {
        let content = node.content ?? []
        let size = content.reduce(0) { $0 + (index[$1]?.contentLength ?? 0) }
        do {
            try await stream(content, index) { offsets, bytes in
                // A run of zeros becomes a hole.
                guard bytes.contains(where: { $0 != 0 }) else { return }
                for offset in offsets { try file.write(bytes, at: offset) }
            }
        } catch let error as RepositoryError { throw error } catch {
            throw RepositoryError(.target, .unreadable(String(node.name.prefix(100)), "cancelled"))
        }
        try file.finish(node, size: size)
        return size
    }
}
