import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The room for what a guest overwrites during its backup")
struct ScratchWatchTests {
    @Test("before it is full the backup gives up, and says where; the guest is never asked")
    func full() async throws {
        let folder = try TemporaryFolder()
        let watch = ScratchWatch(folder: folder.path, least: .max)
        let failure = await #expect(throws: OperationFailure.self) {
            try await watch.during { try await Task.sleep(for: .seconds(600)) }
        }
        #expect(failure?.area == "space" && failure?.message.english.contains(folder.path) == true)
        #expect(try await ScratchWatch(folder: folder.path, least: 0).during { 7 } == 7)
    }
}
