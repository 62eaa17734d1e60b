import Foundation

/// Backs up what makes the site itself: configuration, state database, networks and pools. With it and the guests, a
/// bare machine becomes this one again.
struct SiteBackup: Sendable {
    private let configuration: Configuration
    private let stateFolder: String
    private let hosts: [GuestSource]
    private let writer: RepositoryWriter

    init(
        _ configuration: Configuration, _ stateFolder: String, _ hosts: [GuestSource], _ writer: RepositoryWriter
    ) {
        self.configuration = configuration
        self.stateFolder = stateFolder
        self.hosts = hosts
        self.writer = writer
    }

    func run() async throws(OperationFailure) -> SnapshotDraft {
        let now = Moment.now
        do {
            var nodes: [Node] = []
            for (name, bytes) in try files() {
                nodes.append(.file(name, [try await writer.blob(bytes)], size: bytes.count, time: now))
            }
            if let books = try await books(at: now) { nodes.append(books) }
            for source in hosts { nodes.append(try await host(source, at: now)) }
            let inner = try await writer.tree(nodes)
            let root = try await writer.tree([.folder("site", inner, time: now)])
            return SnapshotDraft(
                time: now, tree: root, paths: [BackupPath.site], tags: [BackupTag.ours, BackupTag.site],
                program: Release.nameAndVersion)
        } catch { throw OperationFailure(error, tried: .backingUpSite) }
    }

    /// Small files as they are, and a consistent copy of the database.
    private func files() throws -> [(String, [UInt8])] {
        var found: [(String, [UInt8])] = []
        if let file = configuration.file {
            found.append(("unixcorn.toml", [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))))
            let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
            for name in ["firewall.toml", "keys.toml"] {
                let path = folder.appendingPathComponent(name)
                guard FileManager.default.fileExists(atPath: path.path) else { continue }
                found.append((name, [UInt8](try Data(contentsOf: path))))
            }
        }
        let database = stateFolder + "/state.db"
        if FileManager.default.fileExists(atPath: database) {
            found.append(("state.db", try StateCopy.bytes(of: database, beside: stateFolder)))
        }
        return found
    }

    /// The books: a consistent copy of the book, its journals and documents. Nil where there are none.
    private func books(at time: Moment) async throws -> Node? {
        let site = SiteBook(configuration, stateFolder: stateFolder)
        guard site.isThere else { return nil }
        var nodes = [
            try await file(
                "book.db", try StateCopy.bytes(of: Book.path(in: site.folder), beside: stateFolder), at: time)
        ]
        let names = try FileManager.default.contentsOfDirectory(atPath: site.folder).sorted()
        for name in names where name.contains(".journal") && !name.hasSuffix(".new") {
            nodes.append(try await file(name, try contents(site.folder + "/" + name), at: time))
        }
        let folder = site.folder + "/documents"
        if FileManager.default.fileExists(atPath: folder) {
            var documents: [Node] = []
            for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            where !name.hasSuffix(".new") {
                documents.append(try await file(name, try contents(folder + "/" + name), at: time))
            }
            nodes.append(.folder("documents", try await writer.tree(documents), time: time))
        }
        return .folder("books", try await writer.tree(nodes), time: time)
    }

    private func contents(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// A file in pieces that every restic reads.
    private func file(_ name: String, _ bytes: [UInt8], at time: Moment) async throws -> Node {
        var blobs: [BlobID] = []
        for start in stride(from: 0, to: bytes.count, by: 4 << 20) {
            blobs.append(try await writer.blob(Array(bytes[start..<min(bytes.count, start + 4 << 20)])))
        }
        return .file(name, blobs, size: bytes.count, time: time)
    }

    /// Networks and pools of one host, as libvirt defines them.
    private func host(_ source: GuestSource, at time: Moment) async throws -> Node {
        let hypervisor = try await source.link.lend()
        var nodes: [Node] = []
        func keep(_ kind: String, _ definitions: [(name: String, xml: String)]) async throws {
            var files: [Node] = []
            for (name, xml) in definitions where !name.contains("/") {
                let bytes = Array(xml.utf8)
                files.append(
                    .file(name + ".xml", [try await writer.blob(bytes)], size: bytes.count, time: time))
            }
            nodes.append(.folder(kind, try await writer.tree(files), time: time))
        }
        // A driver without networks or pools has none to keep.
        if try await hypervisor.facts().offers.networks {
            var definitions: [(name: String, xml: String)] = []
            for network in try await hypervisor.networks() where network.isPersistent {
                definitions.append((network.name, try await hypervisor.xml(of: network.id)))
            }
            try await keep("networks", definitions)
        }
        if try await hypervisor.facts().offers.pools {
            var definitions: [(name: String, xml: String)] = []
            for pool in try await hypervisor.pools() {
                definitions.append((pool.name, try await hypervisor.xml(of: pool.id)))
            }
            try await keep("pools", definitions)
        }
        await source.link.giveBack(hypervisor)
        return .folder("host-" + source.host.rawValue, try await writer.tree(nodes), time: time)
    }
}

extension Phrase {
    static let backingUpSite = Phrase(
        "backing up the site's own files", "sauvegarde des fichiers du site lui-même")
}
