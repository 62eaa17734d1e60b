import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

/// A place of each kind that a repository can be in, empty, with what keeps it alive.
struct StorePlace {
    enum Kind: String, CaseIterable, Sendable {
        case folder, vsftpd, proftpd, pureFTPd, vsftpdTLS, proftpdTLS, pureFTPdTLS, dedibackup, noRename

        /// Whether it can be had here. Says so when not.
        var isPossible: Bool {
            switch self {
            case .folder: true
            case .dedibackup, .noRename: FaultyServer.isPossible
            default: FTPServer.isPossible
            }
        }
    }

    let store: any Store
    /// On this disk.
    let root: String
    private let keeper: any Sendable

    static let quick = Patience(
        connecting: 10, reply: 10, settling: 20, stall: 10, attempts: 3, firstPause: 0.02, longestPause: 0.1)

    init(_ kind: Kind) async throws {
        switch kind {
        case .folder:
            let folder = try TemporaryFolder()
            (store, root, keeper) = (FolderStore(folder.path + "/repository"), folder.path + "/repository", folder)
        case .dedibackup: self = try await StorePlace(faults: #"{"mode": "dedibackup"}"#)
        case .noRename: self = try await StorePlace(faults: #"{"unknown": ["RNFR", "RNTO"]}"#)
        default:
            let kinds: [Kind: FTPServer.Kind] = [
                .vsftpd: .vsftpd, .vsftpdTLS: .vsftpd, .proftpd: .proftpd, .proftpdTLS: .proftpd, .pureFTPd: .pureFTPd,
                .pureFTPdTLS: .pureFTPd,
            ]
            let server = try FTPServer.start(try #require(kinds[kind]), tls: kind.rawValue.hasSuffix("TLS"))
            var place = try Server(url: server.url + "/repository")
            place.pinnedKey = server.certificates?.pin
            let connection = Connection(place, password: Password(server.password), patience: StorePlace.quick)
            _ = try await connection.probe(writing: true)
            (store, root, keeper) = (FTPStore(connection), server.root + "/repository", server)
        }
    }

    /// An FTP space of the fault server, with what its plan lets be learned.
    init(faults plan: String, probes: Bool = true, patience: Patience = quick) async throws {
        let server = try FaultyServer(plan)
        let connection = Connection(
            try Server(url: server.url + "repository"), password: Password(server.password), patience: patience)
        if probes { _ = try await connection.probe(writing: true) }
        (store, root, keeper) = (FTPStore(connection), server.root + "/repository", server)
    }

    var server: FaultyServer? { keeper as? FaultyServer }

    /// Every file below the root.
    var files: [String] {
        var found: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder), !isFolder.boolValue {
                found.append(name)
            }
        }
        return found.sorted()
    }
}

/// A file name of a kind, made from a number.
func storeName(_ kind: FileName.Kind, _ number: Int) -> FileName {
    let digits = String(number, radix: 16)
    return FileName(kind, digits + String(repeating: "0", count: 64 - digits.count))
}

func storeFailure(_ deed: () async throws(RepositoryError) -> Void) async -> RepositoryError? {
    do throws(RepositoryError) {
        try await deed()
        Issue.record("it went well")
        return nil
    } catch { return error }
}
