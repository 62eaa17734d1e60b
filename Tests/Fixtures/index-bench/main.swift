// index-bench: fills a repository in a folder with as many blobs as a large one has, each of eight bytes: its index is
// as large as that of a terabyte in pieces of half a MiB.
//
// usage: index-bench FOLDER PASSWORD-FILE BLOBS
import Foundation
import Restic

let words = CommandLine.arguments
guard words.count == 4, let count = Int(words[3]), let password = FileManager.default.contents(atPath: words[2]) else {
    print("usage: index-bench FOLDER PASSWORD-FILE BLOBS")
    exit(2)
}
let text = String(decoding: password, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
let repository = try await Repository.open(FolderStore(words[1]), password: Array(text.utf8))
var options = RepositoryWriter.Options()
// A thousand blobs a pack, as in packs of 512 MiB.
options.packSize = 48_000
let writer = RepositoryWriter(
    repository, try await repository.index().index, try Spool(words[1] + ".spool"), options)
try await withThrowingTaskGroup(of: Void.self) { group in
    for part in 0..<4 {
        group.addTask {
            for number in stride(from: part, to: count, by: 4) {
                _ = try await writer.blob(withUnsafeBytes(of: UInt64(number)) { Array($0) })
            }
        }
    }
    try await group.waitForAll()
}
_ = try await writer.commit([])
