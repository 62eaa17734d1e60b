import Foundation

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
            try ReplacedFile.write(boot, to: bootFile)
            try ReplacedFile.write([UInt8](try JSONEncoder().encode(kept)), to: confirmedFile.path)
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
}
