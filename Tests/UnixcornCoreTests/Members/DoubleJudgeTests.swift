import Foundation
import TestSupport
import Testing

/// `Tests/directory-judges`: whether others take the doubles of hosted services for the real ones.
@Suite struct DoubleJudgeTests {
    @Test(.enabled(if: Judge.isPossible("import jsonschema", needs: "python3-jsonschema")))
    func `the answers of every double fit the schemas written from what the projects publish`() throws {
        try Judge.agrees("schemas")
    }

    @Test(.enabled(if: Judge.isPossible("import gitlab", needs: "python3-gitlab")))
    func `python-gitlab works with the double of GitLab`() throws { try Judge.agrees("gitlab") }

    @Test(.enabled(if: Judge.hasForeignClient))
    func `nc-py-api works with the doubles of Nextcloud and ownCloud`() throws { try Judge.agrees("nextcloud") }

    @Test(.enabled(if: Judge.isPossible("import jsonschema", needs: "python3-jsonschema")))
    func `no fault of a double goes unnoticed`() throws { try Judge.agrees("faults") }
}

private enum Judge {
    static func isPossible(_ line: String, needs package: String) -> Bool {
        let isPossible = (try? Program("/usr/bin/python3", ["-c", line]))?.status == 0
        if !isPossible { print("skipped: needs \(package)") }
        return isPossible
    }

    /// Fetches the client where it is not there yet; says itself what is missing.
    static let hasForeignClient: Bool = {
        guard let done = try? Program(script, ["fetch"]) else { return false }
        if done.status != 0 { print(done.output) }
        return done.status == 0
    }()

    static func agrees(_ judge: String) throws {
        let done = try Program(script, [judge], environment: ["LANG": "C.UTF-8", "TMPDIR": NSTemporaryDirectory()])
        #expect(done.status == 0, "\(judge): \(done.output.suffix(500))\(done.complaint.suffix(2_000))")
    }

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("directory-judges").path
}
