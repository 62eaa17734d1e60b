import Foundation
import TestSupport
import Testing
import Text

@testable import Transfer

/// The fault server and an impatient connection to it.
struct FaultBench {
    let server: FaultyServer
    let connection: Connection
    private let folder: TemporaryFolder

    init(_ plan: String = "{}", profile: ServerProfile = .cautious, patience: Patience = FaultBench.quick) throws {
        server = try FaultyServer(plan)
        folder = try TemporaryFolder()
        connection = Connection(
            try Server(url: server.url), password: Password(server.password), profile: profile, patience: patience)
    }

    static let quick = Patience(
        connecting: 10, reply: 10, settling: 10, stall: 10, attempts: 3, firstPause: 0.02, longestPause: 0.1)

    /// A file of this machine with these bytes.
    func local(_ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/local"))
        return folder.path + "/local"
    }

    func onDisk(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: server.root + "/" + path)))
    }

    var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: server.root).sorted() } }
}

/// The error of `deed`; an issue where it has none.
func failure(_ deed: () async throws(TransferError) -> Void) async -> TransferError? {
    do throws(TransferError) {
        try await deed()
        Issue.record("it went well")
        return nil
    } catch { return error }
}
