import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The room for what a guest overwrites during its backup", .timeLimit(.minutes(1)))
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
    @Test("the guest is freed at once, while a store still hangs that cancelling does not reach")
    func hanging() async throws {
        let folder = try TemporaryFolder()
        let (stream, hanging) = AsyncStream<Void>.makeStream()
        let store = Task { for await _ in stream {} }
        // Were it not freed first, this would wait for ever.
        let watch = ScratchWatch(folder: folder.path, least: .max) { hanging.finish() }
        await #expect(throws: OperationFailure.self) { try await watch.during { await store.value } }
    }
}
