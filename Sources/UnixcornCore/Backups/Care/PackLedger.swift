import Foundation
import Restic

/// When each pack of the repository was read whole last: a file in the state folder. Lost, it begins anew, and every
/// pack is taken for one that was seen today.
struct PackLedger: Codable {
    struct Record: Codable, Equatable {
        /// When it was seen first; nil in `read`: it was not read yet.
        var seen: Moment
        var read: Moment?

        /// From when on it waits.
        var since: Moment { read ?? seen }
    }

    /// The repository's own name: another's packs are others.
    var repository: String
    var packs: [String: Record] = [:]

    private static func file(_ stateFolder: String) -> StateFile<PackLedger> {
        StateFile("backup-packs.json", in: stateFolder)
    }

    static func kept(_ stateFolder: String, of repository: String) -> PackLedger {
        let kept = file(stateFolder).kept
        return kept.flatMap { $0.repository == repository ? $0 : nil } ?? PackLedger(repository: repository)
    }

    func write(_ stateFolder: String) throws(OperationFailure) {
        do { try Self.file(stateFolder).write(self) } catch { throw OperationFailure(error, tried: .verifyingPhase) }
    }

    /// Knows these packs and no others.
    mutating func keep(_ names: some Sequence<String>, now: Moment) {
        var kept: [String: Record] = [:]
        for name in names { kept[name] = packs[name] ?? Record(seen: now) }
        packs = kept
    }

    /// Which packs to read now, those that wait longest first: so many bytes that an even pace reads all within `days`,
    /// and whatever would be late before the next time. One at least.
    /// - Parameter gap: days since the last time; the next is expected after as many.
    func due(_ sizes: [String: Int], days: Double, gap: Double, now: Moment) -> [String] {
        let total = sizes.values.reduce(0, +)
        let budget = Int(Double(total) * min(1, gap / days * 1.1))
        var chosen: [String] = []
        var bytes = 0
        for (name, record) in packs.sorted(by: { ($0.value.since, $0.key) < ($1.value.since, $1.key) }) {
            guard let size = sizes[name] else { continue }
            let isLate = now.seconds(since: record.since) / 86400 + max(gap, 1) >= days
            guard chosen.isEmpty || bytes < budget || isLate else { break }
            chosen.append(name)
            bytes += size
        }
        return chosen
    }

    /// The share of the bytes that was read in the last `days`.
    func share(_ sizes: [String: Int], days: Double, now: Moment) -> Double {
        let total = sizes.values.reduce(0, +)
        guard total > 0 else { return 1 }
        let read = packs.filter { $0.value.read.map { now.seconds(since: $0) <= days * 86400 } ?? false }
        return Double(read.reduce(0) { $0 + (sizes[$1.key] ?? 0) }) / Double(total)
    }
}
