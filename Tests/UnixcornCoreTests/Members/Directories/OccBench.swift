import Foundation
import TestSupport
import Text

@testable import UnixcornCore

/// `Tests/Fixtures/directories/occ.py` behind an ssh that is a shell of this machine: the same line that ssh would give to
/// the shell over there.
struct OccBench {
    let folder: TemporaryFolder
    let isNextcloud: Bool
    private var state: String { folder.path + "/it's a state.json" }

    static let isPossible: Bool = {
        let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
        if !isPossible { print("skipped: needs python3") }
        return isPossible
    }()

    /// - Parameter users: a JSON list; its fields are in the fixtures' README.
    init(_ users: String, isNextcloud: Bool = true, more: String = "") throws {
        folder = try TemporaryFolder()
        self.isNextcloud = isNextcloud
        let kind = isNextcloud ? "nextcloud" : "owncloud"
        let text = #"{"kind": "\#(kind)", "users": \#(users), "calls": []\#(more)}"#
        try Data(text.utf8).write(to: URL(fileURLWithPath: state))
    }

    var occ: String {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/directories/occ.py").path
        return "/usr/bin/python3 \(OccLine.quoted(script)) \(OccLine.quoted(state))"
    }

    var line: OccLine {
        OccLine.ssh(
            "root@cloud", occ: occ,
            program: DirectoryProgram { command, input, seconds in
                guard command.first == "ssh", command.contains("BatchMode=yes"), command.suffix(3).first == "--",
                    let line = command.last
                else { return .init(status: 255, complaint: "not ssh") }
                return await DirectoryProgram.local.run(["/bin/sh", "-c", line], input, seconds)
            })
    }

    var directory: OccDirectory { OccDirectory(line: line, isNextcloud: isNextcloud, pageSize: 3) }

    private struct State: Decodable { var calls: [[String]] }

    /// Every command's words, as occ got them.
    var calls: [[String]] {
        get throws {
            try JSONDecoder().decode(State.self, from: Data(contentsOf: URL(fileURLWithPath: state))).calls
        }
    }
}
