import Foundation

/// Brings a site back onto a bare machine: what is in the repository, then networks and pools, then guests in order.
///
/// It needs the repository, its password and a running libvirt; no configuration and no state.
public struct Recovery: Sendable {
    /// What can be brought back.
    public struct Survey: Sendable {
        /// The newest backup of each guest, in the order in which they come back.
        public var guests: [(backup: Snapshot, manifest: Manifest)]
        /// The newest of the site's own files; nil: there is none.
        public var site: Snapshot?
        /// The blobs of each guest's disks, by its name.
        var content: [String: Set<BlobID>]
    }

    let repository: Repository
    let index: BlobIndex
    let backups: [Snapshot]

    /// Opens the repository for it.
    public static func open(_ place: BackupPlace) async throws(OperationFailure) -> Recovery {
        let repository = try await place.open()
        return try await failing { () throws(RepositoryError) in
            Recovery(
                repository: repository, index: try await repository.index().index,
                backups: try await repository.snapshots().found)
        }
    }

    /// Looks at everything.
    /// - Parameter names: of the guests that are wanted; empty: all.
    public func survey(of names: Set<String> = []) async throws(OperationFailure) -> Survey {
        try await failing { () throws(RepositoryError) in
            var newest: [String: Snapshot] = [:]
            for backup in backups {
                if let guest = backup.guestName, names.isEmpty || names.contains(guest) { newest[guest] = backup }
            }
            var guests: [(backup: Snapshot, manifest: Manifest)] = []
            var content: [String: Set<BlobID>] = [:]
            for (guest, backup) in newest {
                let nodes = try await BackupPath.nodes(of: backup, repository, index)
                guests.append((backup, try await Manifest.read(nodes, repository, index)))
                content[guest] = Set(nodes.flatMap { $0.content ?? [] })
            }
            guests.sort { $0.manifest.guest < $1.manifest.guest }
            return Survey(guests: guests, site: backups.last { $0.isSite }, content: content)
        }
    }

    /// What is read for all guests of `survey` but those that are here already, by the speed of the link, which it measures.
    public func reading(
        for survey: Survey, present: Set<String> = []
    ) async throws(OperationFailure) -> ReadingTime {
        let blobs = survey.content.filter { !present.contains($0.key) }.values.reduce(into: Set()) { $0.formUnion($1) }
        let places = blobs.compactMap { index[$0] }
        let speed = try await failing { () throws(RepositoryError) in
            try await repository.linkSpeed(Set(places.map(\.pack)), index)
        }
        return ReadingTime(bytes: places.reduce(0) { $0 + $1.length }, speed: speed)
    }

    /// Throws where `pool` is neither on `hypervisor` nor among those that come back with the site.
    public func check(
        pool: String, _ site: Snapshot?, on hypervisor: Hypervisor
    ) async throws(OperationFailure) {
        let names: Set<String>
        do {
            let backedUp = if let site { try await definitions("pools", in: site).map(\.name) } else { [String]() }
            names = Set(try await hypervisor.pools().map(\.name) + backedUp)
        } catch { throw OperationFailure(error, tried: .recoveringSite) }
        guard names.contains(pool) else {
            throw OperationFailure(
                area: "usage", message: .noFilePool(SafeText(pool)), hint: .poolNames(names.sorted()))
        }
    }

    /// The definitions of one kind among the site's files: `networks`, `pools`.
    private func definitions(
        _ kind: String, in site: Snapshot
    ) async throws(RepositoryError) -> [(name: String, xml: String)] {
        var found: [(name: String, xml: String)] = []
        for entry in try await repository.entries(of: site)
        where entry.path.contains("/\(kind)/") && entry.path.hasSuffix(".xml") {
            let bytes = try await repository.content(of: entry.node, index)
            let name = String(entry.path.split(separator: "/").last?.dropLast(4) ?? "")
            found.append((name, String(decoding: bytes, as: UTF8.self)))
        }
        return found
    }

    /// Defines and starts the networks and pools that are missing on `hypervisor`. What is there stays as it is. A pool
    /// that cannot be started here (a SAN that this machine does not reach) is said and passed over.
    public func restoreSite(
        _ site: Snapshot, on hypervisor: Hypervisor, _ say: @Sendable (Phrase) -> Void
    ) async throws(OperationFailure) {
        do {
            let networks = Set(try await hypervisor.networks().map(\.name))
            for (name, xml) in try await definitions("networks", in: site) where !networks.contains(name) {
                await attempt(.comingBack(.networkKind, SafeText(name)), say) {
                    try await hypervisor.define(networkXML: xml)
                    guard let made = try await hypervisor.networks().first(where: { $0.name == name }) else { return }
                    try await hypervisor.start(network: made.id)
                    try await hypervisor.setAutostart(network: made.id, true)
                }
            }
            let pools = Set(try await hypervisor.pools().map(\.name))
            for (name, xml) in try await definitions("pools", in: site) where !pools.contains(name) {
                await attempt(.comingBack(.poolKind, SafeText(name)), say) {
                    try await hypervisor.define(poolXML: xml)
                    guard let made = try await hypervisor.pools().first(where: { $0.name == name }) else { return }
                    if made.kind == "dir" { try await hypervisor.build(pool: made.id) }
                    try await hypervisor.start(pool: made.id)
                    try await hypervisor.setAutostart(pool: made.id, true)
                }
            }
        } catch { throw OperationFailure(error, tried: .recoveringSite) }
    }

    private func attempt(
        _ words: Phrase, _ say: @Sendable (Phrase) -> Void, _ body: () async throws -> Void
    ) async {
        say(words)
        do { try await body() } catch { say(OperationFailure(error, tried: words).message) }
    }

    /// Writes the site's own files (configuration, state database) into a folder, for a person to put in place.
    public func writeSiteFiles(_ site: Snapshot, to folder: String) async throws(OperationFailure) {
        let report = try await failing { () throws(RepositoryError) in try await repository.restore(site, to: folder) }
        if let damage = report.damaged.first { throw OperationFailure(damage) }
    }

    /// Brings one guest back as it was.
    public func restore(
        _ guest: Manifest, from backup: Snapshot, on hypervisor: Hypervisor, pool: String?, starts: Bool,
        _ context: WorkContext
    ) async throws(OperationFailure) {
        let order = RestoreOrder(
            backup: backup.id.hex, host: HostID(rawValue: ""), guest: guest.guest, pool: pool)
        let restore = GuestRestore(
            repository: repository, index: index, hypervisor: hypervisor, order: order, context: context)
        try await restore.perform(try await restore.plan())
        guard starts, guest.state != .off else { return }
        do { try await hypervisor.start(GuestID(rawValue: guest.uuid)) } catch {
            throw OperationFailure(error, tried: GuestDeed.start.tried(SafeText(guest.guest)))
        }
    }
}

extension Phrase {
    static let recoveringSite = Phrase("bringing back networks and pools", "retour des réseaux et des réserves")
    static let networkKind = Phrase("network", "le réseau")
    static let poolKind = Phrase("pool", "la réserve")
    static func comingBack(_ kind: Phrase, _ name: SafeText) -> Phrase {
        Phrase("bringing back \(kind.english) \(name)", "retour de \(kind.french) \(name)")
    }
}
