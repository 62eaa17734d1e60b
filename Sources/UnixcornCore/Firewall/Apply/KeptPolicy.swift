import Foundation
import PacketFilter

/// A policy with all that is needed to make its rules again: the text that a person wrote, and what was read of it and
/// of its files then.
public struct KeptPolicy: Sendable, Codable {
    public var version: String
    public var text: String
    public var policy: FirewallPolicy
    public var features: FilterFeatures
    public var routesGuests: Bool
    public var at: Moment
    public var by: Operator

    var compiler: PolicyCompiler { PolicyCompiler(policy, features: features, routesGuests: routesGuests) }
}

/// What the firewall keeps in the state folder.
public struct FirewallFolder: Sendable {
    /// `firewall` in the state folder.
    public let path: String

    public init(stateFolder: String) { path = stateFolder + "/firewall" }

    /// Of a trial that is under way, or has ended by itself.
    public struct Trial: Sendable, Codable {
        public var kept: KeptPolicy
        /// When the kernel ends it by itself.
        public var until: Moment
    }

    private var confirmedFile: StateFile<KeptPolicy> { StateFile("confirmed.json", in: path) }
    private var trialFile: StateFile<Trial> { StateFile("trial.json", in: path) }
    /// What the machine loads when it starts, in nft's language.
    public var bootFile: String { path + "/boot.nft" }
    /// Confirmed policies, the newest last: for undo.
    private var history: StateLines<KeptPolicy> { StateLines("history.jsonl", in: path) }

    public var confirmed: KeptPolicy? { confirmedFile.kept }
    public var trial: Trial? { trialFile.kept }
    /// Policies that were confirmed, oldest first.
    public func confirmedBefore(_ limit: Int = 20) -> [KeptPolicy] { history.newest(limit) }
    var stamp: Date? { confirmedFile.stamp }
    var trialStamp: Date? { trialFile.stamp }

    func begin(_ trial: Trial) throws(OperationFailure) {
        try failing("trial.json") {
            try StateFolder.create(path)
            try trialFile.write(trial)
        }
    }

    /// Keeps what was confirmed: the boot file first, whole and on the disk before it takes the old one's place.
    func confirm(_ kept: KeptPolicy, boot: [UInt8]) throws(OperationFailure) {
        try failing("boot.nft") {
            try StateFolder.create(path)
            try FirewallFolder.replace(bootFile, by: boot)
            try FirewallFolder.replace(confirmedFile.path, by: [UInt8](try JSONEncoder().encode(kept)))
            history.add(kept)
            try? FileManager.default.removeItem(atPath: trialFile.path)
        }
    }

    func endTrial() { try? FileManager.default.removeItem(atPath: trialFile.path) }

    private func failing(_ name: String, _ body: () throws -> Void) throws(OperationFailure) {
        do { try body() } catch let failure as OperationFailure { throw failure } catch {
            throw OperationFailure(
                area: "state", message: .firewallNotKept(SafeText(path + "/" + name), SafeText("\(error)")),
                hint: .makeRoom)
        }
    }

    /// Written beside, brought to the disk, put in its place, and the folder brought to the disk.
    private static func replace(_ path: String, by bytes: [UInt8]) throws {
        let draft = "\(path).\(getpid())"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data(bytes))
            try file.synchronize()
            guard unsafe rename(draft, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            unsafe unlink(draft)
            throw error
        }
        let folder = unsafe open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }
}
