import Foundation
import TestSupport
import Testing

@Suite("The firewall's commands")
struct FirewallCommandTests {
    private let program: Installed
    private let policy: String
    private let guests: String

    init() throws {
        program = try Installed()
        policy = program.folder.path + "/firewall.toml"
        guests = program.folder.path + "/guests.json"
        try write(
            """
            admins = ["203.0.113.7"]
            [kinds.web]
            accept = ["http", "https"]
            out = ["dns"]
            """, to: policy)
        try write(
            #"[{"name": "blog", "kind": "web", "interfaces": [{"tap": "vnet1", "mac": "52:54:00:00:00:01", "addresses": ["10.0.0.1"]}]}]"#,
            to: guests)
    }

    private func run(_ words: [String], _ environment: [String: String?] = [:]) throws -> Installed.Ended {
        try program.run(["firewall"] + words, environment: environment, isOwnState: true)
    }

    @Test("check says how much is in a policy")
    func check() throws {
        let ended = try run(["check", "--policy", policy, "--guests", guests])
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.out.contains("2 kinds"))
    }

    @Test("a mistake has file, line, key and what is allowed")
    func mistake() throws {
        try write("[kinds.web]\naccept = [\"htps\"]\n", to: policy)
        let ended = try run(["check", "--policy", policy])
        #expect(ended.code == 2)
        #expect(ended.err.contains("firewall.toml:2") && ended.err.contains("htps"))
    }

    @Test("compile prints what nft loads", .enabled(if: Root.hasNamespaces, "needs root"))
    func compile() throws {
        let ended = try run([
            "compile", "--policy", policy, "--guests", guests, "--features", "br-netfilter,br-netfilter-on",
        ])
        #expect(ended.code == 0, "\(ended.err)")
        let file = program.folder.path + "/rules.nft"
        try write(ended.out, to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        process.arguments = ["-n", "nft", "-f", file]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(
        "explain names the line",
        arguments: [
            ("outside", "blog", "https", "accepted by web.in.https", 0),
            ("outside", "blog", "ssh", "dropped by web.in.drop", 0),
            ("blog", "outside", "tcp/25", "dropped by web.out.drop", 0),
            ("nobody", "blog", "https", "no guest is called nobody", 2),
            ("outside", "blog", "tcp/0", "no service is called tcp/0", 2),
        ])
    func explain(from: String, to: String, port: String, words: String, code: Int32) throws {
        let ended = try run([
            "explain", "--policy", policy, "--guests", guests, "--from", from, "--to", to, "--port", port,
        ])
        #expect(ended.code == code)
        #expect((ended.out + ended.err).contains(words), "\(ended.out)\(ended.err)")
        if code == 0 { #expect(ended.out.contains("firewall.toml:")) }
    }

    @Test("the same in French")
    func french() throws {
        let ended = try run(
            ["explain", "--policy", policy, "--guests", guests, "--to", "blog", "--port", "ssh"],
            ["LC_ALL": "fr_FR.UTF-8"])
        #expect(ended.out.contains("abandonné par web.in.drop"))
    }

    @Test("guests that are none, and features that nobody knows")
    func rubbish() throws {
        try write("[{\"name\": 1}]", to: guests)
        #expect(try run(["check", "--policy", policy, "--guests", guests]).code == 2)
        #expect(try run(["compile", "--policy", policy, "--features", "magic"]).code == 2)
        #expect(try run(["check", "--policy", program.folder.path + "/none.toml"]).code == 2)
    }

    @Test("apply, status, confirm, drift, repair, rollback", .enabled(if: Root.hasNamespaces, "needs root"))
    func life() throws {
        let script = #"""
            set -e
            program=$1 state=$2 policy=$3
            ip link set lo up
            fw() { "$program" firewall "$@" --connect test:///default --state "$state"; }
            fw apply --policy "$policy" --yes --seconds 30
            fw status | grep trial
            fw confirm
            fw status --json | grep '"isAsLeft" : true'
            nft insert rule inet unixcorn host_in tcp dport 6667 accept
            ! fw drift
            fw repair
            fw drift
            echo 'block = []' >>/dev/null
            sed -i 's/"http", "https"/"https"/' "$policy"
            fw diff --policy "$policy" | grep -- '-3'
            fw apply --policy "$policy" --yes --seconds 30
            fw rollback
            ! fw confirm
            nft flush ruleset
            "$program" firewall boot --state "$state"
            nft list table bridge unixcorn >/dev/null
            "$program" journal list --state "$state" | grep -i 'policy'
            """#
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        process.arguments = ["-n", "sh", "-c", script, "sh", Processes.built("unixcorn"), program.state, policy]
        process.environment = program.environment()
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
