import Foundation
import TestSupport
import Testing

/// Whatever becomes of our processes while a policy is on trial: the kernel ends it. Judged by nft itself.
@Suite("Kills while a policy is on trial", .enabled(if: Root.hasNamespaces, "needs root"))
struct FirewallKillTests {
    private static let count =
        ProcessInfo.processInfo.environment["UNIXCORN_FIREWALL_KILLS"].flatMap { Int($0) } ?? 10

    /// In a network of its own: one policy is confirmed, a recorder runs, another policy is tried, and after `DELAY` seconds
    /// everything of ours is killed. Twelve seconds after the try has ended or died nft tells what rules.
    private static let script = #"""
        program=$1 state=$2 first=$3 second=$4 delay=$5
        ip link set lo up
        common="--connect test:///default --state $state"
        "$program" firewall apply $common --policy "$first" --yes --confirm --i-may-be-cut >/dev/null || exit 9
        nft list chain inet unixcorn host_in | grep goto >"$state.before"
        "$program" record $common >/dev/null 2>&1 & recorder=$!
        setsid "$program" firewall apply $common --policy "$second" --yes --i-may-be-cut --seconds 10 >/dev/null 2>&1 &
        trial=$!
        sleep "$delay"
        kill -9 $recorder
        kill -9 -$trial 2>/dev/null
        kill -9 $trial 2>/dev/null
        sleep 11
        nft list chain inet unixcorn host_in | grep goto >"$state.after"
        cmp "$state.before" "$state.after" || exit 1
        for map in $(nft list maps | awk '$1 == "map" && $2 ~ /^gate_/ {print $2}'); do
            for family in inet bridge; do nft list map $family unixcorn "$map" 2>/dev/null | grep -q elements && exit 2; done
        done
        exit 0
        """#

    @Test("after any death the policy before rules again within its time")
    func kills() throws {
        let folder = try TemporaryFolder()
        let first = "admins = [\"203.0.113.7\"]\n[host]\naccept = [\"https\"]\n"
        try write(first, to: folder.path + "/first.toml")
        try write(first + "[kinds.web]\naccept = [\"http\"]\n", to: folder.path + "/second.toml")
        for start in stride(from: 0, to: Self.count, by: 10) {
            // All at once: they wait most of the time.
            let running = try (start..<min(start + 10, Self.count)).map { number in
                // Before, while and after it is loaded.
                let delay = Double.random(in: 0..<8)
                return (delay, try Self.begin(folder.path, number, delay))
            }
            for (delay, process) in running {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0, "killed after \(delay) s: \(process.terminationStatus)")
            }
        }
    }

    private static func begin(_ folder: String, _ number: Int, _ delay: Double) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        process.arguments = [
            "-n", "sh", "-c", script, "sh", Processes.built("unixcorn"), "\(folder)/state\(number)",
            "\(folder)/first.toml",
            "\(folder)/second.toml", String(delay),
        ]
        process.environment = [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8",
        ]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }
}
