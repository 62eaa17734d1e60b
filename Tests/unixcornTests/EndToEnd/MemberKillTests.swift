import Foundation
import TestSupport
import Testing

/// Killed at any moment of an apply: nobody is deleted twice or forgotten, and nobody gets a second mail.
@Suite("Kills while a plan is applied", .enabled(if: DirectoryDouble.isPossible))
struct MemberKillTests {
    private static let count =
        ProcessInfo.processInfo.environment["UNIXCORN_MEMBER_KILLS"].flatMap { Int($0) } ?? 25

    /// How many times each account was deleted for good, and who is still there, as the double wrote it down.
    private func deletions(_ double: DirectoryDouble) throws -> (counts: [String: Int], left: Set<String>) {
        let state = try JSONSerialization.jsonObject(with: Data(try double.ask("state").utf8)) as? [String: Any] ?? [:]
        var counts: [String: Int] = [:]
        for call in state["calls"] as? [[String: Any]] ?? [] where call["method"] as? String == "DELETE" {
            let path = call["path"] as? String ?? ""
            if call["status"] as? Int == 200 { counts[String(path.split(separator: "/").last ?? ""), default: 0] += 1 }
        }
        let users = state["users"] as? [[String: Any]] ?? []
        return (counts, Set(users.compactMap { $0["id"] as? String }))
    }

    @Test("never twice, never forgotten")
    func deletes() throws {
        var kills = 0
        while kills < Self.count {
            let double = try DirectoryDouble("nextcloud", users: "60")
            defer { double.stop() }
            let site = try ProgramWithServices([("cloud", "nextcloud", double, "")])
            let plan = try site.plan("cloud")
            let before = try deletions(double).left
            // Until it ends by itself before it is killed.
            while try site.applyAndKill(plan, after: Double.random(in: 0.1..<0.9)) {
                kills += 1
                if kills >= Self.count { break }
            }
            let ended = try site.run("apply", plan.file, "--digest", plan.word)
            #expect(ended.code == 0, "\(ended.err)")
            let after = try deletions(double)
            #expect(after.counts.values.allSatisfy { $0 == 1 }, "\(after.counts)")
            #expect(Set(after.counts.keys) == before.subtracting(after.left))
            let planned = try String(contentsOfFile: plan.file, encoding: .utf8)
            #expect(after.counts.keys.allSatisfy { planned.contains("\"\($0)\"") })
            #expect(try site.run("list", "--due").out.split(separator: "\n").count == 1)
            // Each has its three sealed records, once.
            #expect(try site.run("kept").out.split(separator: "\n").count == 1 + 3 * after.counts.count)
        }
    }

    @Test("never a second mail")
    func warns() throws {
        var kills = 0
        while kills < Self.count / 2 {
            let double = try DirectoryDouble("nextcloud", users: "40")
            defer { double.stop() }
            let site = try ProgramWithServices([("cloud", "nextcloud", double, "warn_days = 7")])
            let plan = try site.plan("cloud")
            while try site.applyAndKill(plan, after: Double.random(in: 0.2..<1.2)) {
                kills += 1
                if kills >= Self.count / 2 { break }
            }
            _ = try site.run("apply", plan.file, "--digest", plan.word)
            // Killed before each of them went: none may have gone at all.
            let written = (try? String(contentsOfFile: site.mails, encoding: .utf8)) ?? ""
            let mails = written.split(separator: "\n")
            #expect(Set(mails).count == mails.count, "\(mails)")
            // Nobody is deleted on the strength of a mail that may not have gone.
            #expect(try deletions(double).counts.isEmpty)
        }
    }
}
