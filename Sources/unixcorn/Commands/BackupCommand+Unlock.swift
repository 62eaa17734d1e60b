import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Unlock: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unlock", abstract: "Remove locks whose holder is gone; with --all, every lock.")
        @OptionGroup var place: Place
        @Flag(help: "Remove locks that are held too: only when nobody works with the repository.") var all = false
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func run() throws {
            try place.refuseReadOnly()
            let repository = try place.open()
            if all, !yes { try ask(about: try waitFor { try await repository.locks() }.filter { !$0.isStale() }) }
            let all = all
            let (removed, left) = try waitFor { () async throws -> (Int, [LockEntry]) in
                do throws(RepositoryError) {
                    if all { return (try await repository.removeAllLocks(), []) }
                    return (try await repository.removeStaleLocks().count, try await repository.locks())
                } catch { throw OperationFailure(error) }
            }
            if removed > 0 { try place.chosen().note(.unlocked(removed, left.count)) }
            if place.json {
                return try Output.json(UnlockReport(removed: removed, locks: left.map(LockReport.init)))
            }
            print(Phrase.unlocked(removed, left.count)(Output.language).string)
            for lock in left { print(Phrase.heldLock(lock)(Output.language).string) }
        }

        private func ask(about held: [LockEntry]) throws {
            guard !held.isEmpty else { return }
            for lock in held { Output.complain(Phrase.heldLock(lock)(Output.language).string) }
            guard isAgreed(.removeHeldLocks(held.count)) else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
            }
        }
    }
}

/// What unlocking did, as JSON.
struct UnlockReport: Encodable {
    var removed: Int
    /// Those that stay.
    var locks: [LockReport]
}

struct LockReport: Encodable {
    var id, time, host, user: String
    var pid: Int32
    var exclusive: Bool

    init(_ lock: LockEntry) {
        (id, time, host, user) = (lock.id.hex, lock.time.iso8601, lock.hostname, lock.username)
        (pid, exclusive) = (lock.pid, lock.isExclusive)
    }
}

extension Phrase {
    static func unlocked(_ removed: Int, _ left: Int) -> Phrase {
        Phrase("\(removed) locks removed, \(left) in use", "\(removed) verrous retirés, \(left) en usage")
    }
    static func heldLock(_ lock: LockEntry) -> Phrase {
        let (who, host) = (SafeText(lock.username), SafeText(lock.hostname))
        let since = lock.time.dateAndTime
        return Phrase(
            "lock \(lock.id.short): \(who) on \(host), process \(lock.pid), since \(since)",
            "verrou \(lock.id.short) : \(who) sur \(host), processus \(lock.pid), depuis \(since)")
    }
    static func removeHeldLocks(_ count: Int) -> Phrase {
        Phrase(
            "Remove \(count) locks that are in use? Whoever holds them may lose what is being written.",
            "Retirer \(count) verrous en usage ? Ceux qui les tiennent peuvent perdre ce qu’ils écrivent.")
    }
}
