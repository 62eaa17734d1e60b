import Foundation

/// An instant restore under way: what the next start of it has to know when this one is cut.
public struct InstantRecord: Sendable, Codable, Equatable {
    /// A disk whose file borrows from the backup what it does not hold yet.
    public struct Disk: Sendable, Codable, Equatable {
        public var target: String
        public var path: String
        /// Bytes.
        public var size: Int
        public var storedBytes: Int
        /// What the file that was in the way is called now.
        public var keptAs: String?
        /// The guest's own rules for I/O errors, which come back at the end.
        var policy = InstantDomain.ErrorPolicy()
    }

    public var order: RestoreOrder
    /// The guest that it becomes.
    public var guest: String
    public var uuid: String
    public var backupMadeAt: Moment
    public var begunAt: Moment
    /// Whether a guest of this UUID was there before.
    public var replacesGuest: Bool
    public var disks: [Disk]
    public var missing: [Manifest.Missing]
    /// Whether the guest has run: from then on its files hold what is nowhere else.
    public var hasRun = false

    /// What a person types to go on with it.
    public var command: String {
        let name = order.newName.map { " --name '\(SafeText($0))'" } ?? ""
        return "unixcorn backup restore \(order.backup.prefix(8))\(name) --instant"
    }

    /// The same as a plan: what it is going to do, or has done.
    var plan: RestorePlan {
        let disks = disks.map { disk in
            RestorePlan.Disk(
                target: disk.target, path: disk.path, format: "qcow2", size: disk.size, storedBytes: disk.storedBytes,
                keptAs: disk.keptAs)
        }
        var plan = RestorePlan(
            guest: guest, madeAt: backupMadeAt, disks: disks, missing: missing, replacesGuest: replacesGuest)
        plan.isInstant = true
        plan.begunAt = begunAt
        return plan
    }

    func isOf(_ order: RestoreOrder) -> Bool {
        self.order.backup == order.backup && self.order.host == order.host && self.order.newName == order.newName
    }
}

/// The instant restores that are not done, in the state folder.
public struct InstantRecords: Sendable {
    private let folder: String

    public init(_ stateFolder: String) { folder = stateFolder }

    private var file: StateFile<[InstantRecord]> { StateFile("instant-restores.json", in: folder) }

    public var all: [InstantRecord] { file.kept ?? [] }

    func record(of order: RestoreOrder) -> InstantRecord? { all.first { $0.isOf(order) } }

    /// Takes the place of the one of the same guest. Only one job at a time writes here: it has the repository's lock.
    func keep(_ record: InstantRecord) throws {
        try file.write(all.filter { $0.uuid != record.uuid } + [record])
    }

    func drop(_ record: InstantRecord) throws { try file.write(all.filter { $0.uuid != record.uuid }) }
}
