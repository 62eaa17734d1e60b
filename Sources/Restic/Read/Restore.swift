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
    /// Files and folders that the repository does not hold whole, each named with what is wrong: such a file was left out.
    public var damaged: [RepositoryError] = []
}

extension Repository {
    /// Writes a snapshot's files below `target`, a folder that is new or empty. Permissions and times as they were;
    /// owners too when root.
    ///
    /// Nothing leaves the target: names are checked, folders are opened without following links, nothing is overwritten.
    /// A damaged file is left out and named, and the others come back. What ends it early says what is there by then.
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
        do throws(RepositoryError) {
            try await restore(snapshot.tree, into: root, "", index, &report, progress)
        } catch {
            throw RepositoryError(error.kind, error.message, hint: .restoredSoFar(report.files, SafeText(target)))
        }
        return report
    }

    /// - Parameter path: of the folder, from the snapshot's root.
    private func restore(
        _ tree: BlobID, into folder: RestoreTarget, _ path: String, _ index: BlobIndex,
        _ report: inout RestoreReport, _ progress: @Sendable (Int) -> Void
    ) async throws(RepositoryError) {
        let nodes: [Node]
        do throws(RepositoryError) { nodes = try await self.tree(tree, index) } catch {
            return try report.note(error, at: path + "/")
        }
        for node in nodes {
            try Repository.checkCancelled()
            let name = node.nameBytes
            let here = path + "/" + node.shownName
            guard RestoreTarget.isPlain(name) else {
                report.skipped.append(RepositoryError(.target, .badName(SafeText(node.shownName))))
                continue
            }
            switch node.kind {
            case .dir:
                let inner = try folder.makeFolder(name)
                report.folders += 1
                if let subtree = node.subtree {
                    try await restore(subtree, into: inner, here, index, &report, progress)
                }
                try inner.finish(node)
            case .file:
                let file = try folder.makeFile(name)
                do throws(RepositoryError) { report.bytes += try await restore(node, into: file, index) } catch {
                    // A part of it would pass for the whole.
                    try folder.remove(name)
                    try report.note(error, at: here)
                    continue
                }
                progress(report.bytes)
                report.files += 1
            case .symlink:
                try folder.makeLink(name, to: node.linktarget ?? "", node)
                report.files += 1
            case .dev, .chardev, .fifo, .socket, nil:
                report.skipped.append(
                    RepositoryError(.target, .notAFile(SafeText(node.shownName), SafeText(node.type))))
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
            throw RepositoryError(.cancelled, .cancelledHere)
        }
        try file.finish(node, size: size)
        return size
    }
}

extension RestoreReport {
    /// Names what the repository does not hold whole. Throws what ends a restore: a full disk, a lost link, Ctrl-C.
    fileprivate mutating func note(_ error: RepositoryError, at path: String) throws(RepositoryError) {
        guard [.damaged, .missing].contains(error.kind) else { throw error }
        damaged.append(RepositoryError(error.kind, .leftOut(SafeText(path), error.message)))
    }
}
