import Foundation
import Glibc

/// The files on one disk of a guest's backup, read through an appliance.
public struct DiskFiles: Sendable {
    private let repository: Repository
    private let backup: String
    private let target: String?

    /// - Parameters:
    ///   - backup: its name, the first digits of it, or `latest`.
    ///   - target: `vda`; nil: the only disk there is.
    public init(_ repository: Repository, backup: String, disk target: String?) {
        self.repository = repository
        self.backup = backup
        self.target = target
    }

    /// The names in a folder, hostile as they come.
    public func names(in path: String) async throws -> [String] {
        try await inside { fish, _ in
            try await fish.ask("ls0", path, "-").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// A folder as `ls -la` shows it, line by line, hostile as they come.
    public func lines(of path: String) async throws -> [String] {
        try await inside { fish, _ in
            String(decoding: try await fish.ask("ll", path), as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    /// Copies a file, or a folder with all that is in it, into `folder`. Nothing there is overwritten. Symbolic links stay
    /// links; owners, device files and the right to run as somebody else are left behind.
    /// - Returns: what it became.
    public func copy(_ path: String, to folder: String) async throws -> String {
        let name = (path as NSString).lastPathComponent
        let goal = name == "/" || name.isEmpty ? folder : folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try await inside { fish, scratch in
            let isFolder = try await fish.ask("is-dir", path).starts(with: Array("true".utf8))
            if isFolder, goal == folder {
                guard try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty else {
                    throw OperationFailure(area: "usage", message: .isThereAlready(SafeText(goal)))
                }
            } else {
                // Made anew, by us alone: a link that waits there is none.
                let made =
                    isFolder
                    ? unsafe mkdir(goal, 0o700) : unsafe open(goal, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
                if made > 0 { close(made) }
                guard made >= 0 else {
                    if errno == EEXIST {
                        throw OperationFailure(area: "usage", message: .isThereAlready(SafeText(goal)))
                    }
                    throw OperationFailure.file(goal, code: errno, tried: .lookingIntoDisk)
                }
            }
            do {
                if isFolder {
                    try await unpack(path, into: goal, fish, scratch)
                } else {
                    _ = try await fish.ask("download", path, goal)
                }
            } catch {
                // What came is kept of a folder; an empty file is nothing.
                if !isFolder { unsafe unlink(goal) }
                throw error
            }
            return goal
        }
    }

    /// A folder comes as a tar through a pipe, read to its very end, which GNU tar keeps within the goal. It may make no
    /// devices.
    private func unpack(_ path: String, into goal: String, _ fish: Guestfish, _ scratch: String) async throws {
        let pipe = scratch + "/tar"
        guard unsafe mkfifo(pipe, 0o600) == 0 else {
            throw OperationFailure.file(pipe, code: errno, tried: .lookingIntoDisk)
        }
        let unpacking = Task {
            await Command.run(
                "/usr/bin/setpriv",
                [
                    "--bounding-set", "-mknod", "--", "/usr/bin/tar", "--extract", "--ignore-zeros",
                    "--no-same-owner",
                    "--no-same-permissions", "--delay-directory-restore", "--directory", goal, "--file", pipe,
                ], seconds: 7 * 86400)
        }
        do { _ = try await fish.ask("tar-out", path, pipe) } catch {
            // Nobody writes any more: tar, which may have come only now, is shown the end.
            for _ in 0..<50 {
                close(unsafe open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC))
                try? await Task.sleep(for: .milliseconds(20))
            }
            throw error
        }
        let ended = await unpacking.value
        guard ended.status == 0 else {
            throw OperationFailure(
                area: "storage", code: Int(ended.status),
                message: .notAllUnpacked(SafeText(goal), SafeText(String(ended.text.prefix(500)))))
        }
    }

    /// Serves the disk, looks which file systems are on it, and mounts them in the appliance.
    private func inside<T: Sendable>(
        _ body: (Guestfish, _ scratch: String) async throws -> T
    ) async throws -> T {
        let (index, _) = try await repository.index()
        let nodes = try await BackupPath.nodes(
            of: try await repository.snapshot(named: backup), repository, index)
        let manifest = try await Manifest.read(nodes, repository, index)
        let target = try chosen(manifest)
        guard let node = nodes.first(where: { $0.name == BackupPath.diskFile(target) }) else {
            throw OperationFailure(
                area: "usage", message: .noSuchDisk(SafeText(target)), hint: .disksThere(manifest.disks.map(\.target)))
        }
        let disk = try RepositoryDisk(node.content ?? [], repository, index)
        // A socket's address has 107 bytes.
        let scratch = "/tmp/unixcorn-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        try FileManager.default.createDirectory(
            atPath: scratch, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let server = try NBDServer(socket: scratch + "/nbd", exports: ["disk": disk])
        defer { server.stop() }
        let fish = try Guestfish(errorFile: scratch + "/errors")
        do {
            try await fish.run(export: "disk", socket: server.socket)
            try await mount(fish)
            return try await body(fish, scratch)
        } catch {
            // An I/O error in there is a piece of the repository that could not be read: that one is named.
            throw await disk.takeFailure() ?? error
        }
    }

    private func chosen(_ manifest: Manifest) throws(OperationFailure) -> String {
        if let target { return target }
        guard let only = manifest.disks.first, manifest.disks.count == 1 else {
            throw OperationFailure(
                area: "usage", message: .sayDisk, hint: .disksThere(manifest.disks.map(\.target)))
        }
        return only.target
    }

    /// As the system on it would, where there is one; else the first file system.
    private func mount(_ fish: Guestfish) async throws(OperationFailure) {
        if let root = lines(try await fish.ask("inspect-os")).first {
            let places = lines(try await fish.ask("inspect-get-mountpoints", root)).compactMap { line in
                line.firstRange(of: ": ").map { (String(line[..<$0.lowerBound]), String(line[$0.upperBound...])) }
            }
            for (place, device) in places.sorted(by: { $0.0.count < $1.0.count }) {
                // One of them that is broken leaves the others.
                _ = try await fish.ask("mount-ro", device, place, mayFail: place != "/")
            }
            return
        }
        let found = lines(try await fish.ask("list-filesystems")).compactMap { line -> String? in
            guard let colon = line.firstRange(of: ": ") else { return nil }
            let kind = line[colon.upperBound...]
            return ["swap", "unknown", ""].contains(kind) ? nil : String(line[..<colon.lowerBound])
        }
        guard let first = found.first else {
            throw OperationFailure(area: "guestfish", message: .noFileSystemThere)
        }
        _ = try await fish.ask("mount-ro", first, "/")
    }

    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
