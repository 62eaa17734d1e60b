import Foundation
import Glibc

extension GuestRestore {
    /// Refuses what cannot fit: an hour of reading would end at a full disk, with whatever else writes there.
    func refuseWithoutRoom(_ plan: RestorePlan) throws(OperationFailure) {
        var needed: [dev_t: (bytes: UInt64, folder: String)] = [:]
        for disk in plan.disks {
            let folder = (disk.path as NSString).deletingLastPathComponent
            guard let device = Self.facts(folder)?.st_dev else { continue }
            // What a cut restore left there is removed first.
            let left = Self.facts(draft(of: disk)).map { Int($0.st_blocks) * 512 } ?? 0
            needed[device, default: (0, folder)].bytes += UInt64(max(0, disk.leastBytes - left))
        }
        for (bytes, folder) in needed.values {
            guard let free = FreeRoom.bytes(at: folder), bytes > free else { continue }
            throw OperationFailure(
                area: "state", message: .noRoom(SafeText(plan.guest), bytes, SafeText(folder), free), hint: .roomOrPool)
        }
    }

    /// Sealed, a blob of one byte again and again is no longer than this.
    private static let longestUniform = 128

    /// Bytes that a blob takes in a new image: none where it is one byte again and again, most often zero.
    static func leastBytes(of place: BlobLocation?) -> Int {
        guard let place, place.length > longestUniform else { return 0 }
        return place.contentLength
    }

    private static func facts(_ path: String) -> stat? {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 ? facts : nil
    }
}

extension Phrase {
    static let roomOrPool = Phrase(
        "make room there, or choose another pool: --pool NAME",
        "faites-y de la place, ou choisissez une autre réserve : --pool NOM")
    static func noRoom(_ name: SafeText, _ bytes: UInt64, _ folder: SafeText, _ free: UInt64) -> Phrase {
        Phrase(
            "\(name) takes at least \(Units.size(bytes, .english)) of \(folder), which has "
                + "\(Units.size(free, .english)) left",
            "\(name) prend au moins \(Units.size(bytes, .french)) de \(folder), où il reste "
                + "\(Units.size(free, .french))")
    }
}
