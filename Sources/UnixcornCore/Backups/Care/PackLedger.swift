import Foundation
import Restic

/// When each pack of the repository was read whole last: a file in the state folder. Lost, it begins anew, and every
/// pack is taken for one that was seen today.
struct PackLedger: Codable {
    struct Record: Codable, Equatable {
        /// When it was seen first; nil in `read`: it was not read yet.
        var seen: Moment
        var read: Moment?
        /// The last try found it damaged or lost: it is read each time until it is whole.
        var isDamaged: Bool?

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

    /// Days since any pack was read, or since the first was seen where none was.
    func gap(now: Moment) -> Double {
        let last = packs.values.compactMap(\.read).max() ?? packs.values.map(\.seen).min() ?? now
        return max(0, now.seconds(since: last) / 86400)
    }

    /// Which packs to read now: the damaged ones, then those that wait longest, so many bytes that an even pace reads
    /// all within `days`, and whatever would be late before the next time. What is less than half a pack waits until
    /// the next time.
    /// - Parameters:
    ///   - gap: days since the last time; the next is expected after as many.
    ///   - least: packs to read even if no turn has come.
    func due(_ sizes: [String: Int], days: Double, gap: Double, least: Int, now: Moment) -> [String] {
        let total = sizes.values.reduce(0, +)
        let budget = Int(Double(total) * min(1, gap / days * 1.1))
        var chosen: [String] = []
        var bytes = 0
        for (name, record) in packs.sorted(by: { PackLedger.order($0) < PackLedger.order($1) }) {
            guard let size = sizes[name] else { continue }
            let isLate = now.seconds(since: record.since) / 86400 + max(gap, 1) >= days
            let isForced = record.isDamaged == true || isLate || chosen.count < least
            guard isForced || bytes + size / 2 <= budget else { break }
            chosen.append(name)
            bytes += size
        }
        return chosen
    }

    private static func order(_ pack: (key: String, value: Record)) -> (Int, Moment, String) {
        (pack.value.isDamaged == true ? 0 : 1, pack.value.since, pack.key)
    }

    /// The share of the bytes that was read in the last `days`.
    func share(_ sizes: [String: Int], days: Double, now: Moment) -> Double {
        let total = sizes.values.reduce(0, +)
        guard total > 0 else { return 1 }
        let read = packs.filter { $0.value.read.map { now.seconds(since: $0) <= days * 86400 } ?? false }
        return Double(read.reduce(0) { $0 + (sizes[$1.key] ?? 0) }) / Double(total)
    }
}
