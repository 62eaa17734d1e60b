/// Why backups stay although their time is over.
public struct PruneBrake: Sendable, Codable, Equatable, Hashable {
    public enum Kind: String, Sendable, Codable {
        /// The newest was not read back.
        case unverified
        /// The last try failed: what is there is all there is.
        case failed
        /// Much more changed than ever before.
        case changed
        /// What changed cannot be compressed any more: it may be encrypted.
        case dense
        /// A pack of the repository is damaged: an older backup may be the last whole one.
        case damaged
        /// A backup is dated in days to come: some clock is or was wrong, and the rules count from the newest.
        case clock
    }

    public var kind: Kind
    /// The guest whose backups stay; nil: all backups stay.
    public var guest: String?
    public var words: Phrase

    /// What holds all of `backups` where one is more than a day ahead of this clock; nil: none is.
    public static func clock(_ backups: [Snapshot], now: Moment = .now) -> PruneBrake? {
        guard let newest = backups.max(by: { $0.time < $1.time }), newest.time.seconds(since: now) > 86_400 else {
            return nil
        }
        return PruneBrake(kind: .clock, words: .brakeClock(newest, now))
    }
}

/// Decides what is held back from a prune that nobody looks at. Nothing but its arguments decides.
struct PruneBrakes: Sendable {
    /// The backups of a guest before that make up what is usual: fewer tell nothing.
    var least = 3
    /// Bytes that must be new before anything is said of them.
    var floor = 64 << 20
    /// A change is a jump from this share of the disks on, and from this multiple of the usual share.
    var share = 0.2
    var multiple = 5.0
    /// New data is dense from this ratio of stored to new bytes on, and this much above the usual.
    var density = 0.9
    var rise = 0.2

    /// What holds for a guest whose newest backup in the repository is `newest`.
    /// - Parameters:
    ///   - history: of all guests, oldest first.
    ///   - agreedAt: when a person last agreed with what the backups are.
    func brakes(
        for guest: String, newest: String, _ history: [BackupHistory.Entry], agreedAt: Moment? = nil
    ) -> [PruneBrake] {
        let mine = history.filter { $0.guest == guest }
        var brakes: [PruneBrake] = []
        if mine.first(where: { $0.backup == newest })?.isReadBack != true {
            brakes.append(PruneBrake(kind: .unverified, guest: guest, words: .brakeUnverified(SafeText(guest))))
        }
        if let last = mine.last, last.backup == nil {
            brakes.append(PruneBrake(kind: .failed, guest: guest, words: .brakeFailed(SafeText(guest), last.at)))
        }
        // The first one is all new.
        let done = Array(mine.filter { $0.backup != nil }.dropFirst())
        for (place, entry) in done.enumerated() where entry.at > agreedAt ?? Moment(seconds: 0) {
            if let found = jump(entry, after: done[..<place]) { return brakes + [found] }
        }
        return brakes
    }

    /// A jump stays one for all backups that follow it: those before it may be the last good ones.
    private func jump(
        _ entry: BackupHistory.Entry, after earlier: ArraySlice<BackupHistory.Entry>
    ) -> PruneBrake? {
        let name = SafeText(entry.guest)
        if let share = entry.changedShare, let changed = entry.changedBytes, changed >= floor,
            let usual = median(earlier.compactMap(\.changedShare)), share >= self.share, share >= usual * multiple
        {
            return PruneBrake(kind: .changed, guest: entry.guest, words: .brakeChanged(name, entry.at, share, usual))
        }
        if let density = entry.density, let new = entry.newBytes, new >= floor,
            let usual = median(earlier.compactMap(\.density)), density >= self.density, density >= usual + rise
        {
            return PruneBrake(kind: .dense, guest: entry.guest, words: .brakeDense(name, entry.at))
        }
        return nil
    }

    private func median(_ values: [Double]) -> Double? {
        guard values.count >= least else { return nil }
        return values.sorted()[values.count / 2]
    }
}

extension BackupHistory.Entry {
    /// The share of the disks that had changed.
    var changedShare: Double? {
        guard let changedBytes, let size, size > 0 else { return nil }
        return Double(changedBytes) / Double(size)
    }

    /// Stored bytes by new bytes: near 1 where nothing can be compressed. Nil where nothing was new.
    var density: Double? {
        guard let storedBytes, let newBytes, newBytes > 0 else { return nil }
        return Double(storedBytes) / Double(newBytes)
    }
}
