// The second process of the tests of UnixcornCore: acts on a state folder as another console or a worker would.
import Foundation
import UnixcornCore

let words = CommandLine.arguments
guard words.count >= 3 else { exit(2) }

/// Says what the test asks for, in steps, until it is told to stop.
let perform: JobRunner.Perform = { operation, context in
    guard case .guest(.shutDown(let seconds)) = operation.deed else { return }
    let end = Date().addingTimeInterval(Double(seconds))
    while Date() < end {
        context.report(Phrase("waiting", "attente"), 0.5)
        if context.isCancelled() { throw CancellationError() }
        try await Task.sleep(for: .milliseconds(20))
    }
}

// freeze URI GUEST LIMIT PROGRAM: freezes a guest, says so, and never goes on.
if words[1] == "freeze" { await freeze(words) }

func object(_ name: String) -> ObjectRef {
    .guest(host: HostID(rawValue: "local"), id: GuestID(rawValue: name), name: name)
}

do {
    switch words[1] {
    case "notes":
        // notes FOLDER COUNT
        let journal = Journal(try StateStore(folder: words[2])) { _ in }
        for number in 1...(Int(words[3]) ?? 1) { try await journal.note("note \(number) of \(getpid())") }
    case "hold":
        // hold FOLDER GUEST SECONDS: runs one operation that takes so long, and says when it has begun.
        let runner = JobRunner(try StateStore(folder: words[2]), perform: perform)
        let operation = Operation(.guest(.shutDown(timeout: Int(words[4]) ?? 1)), on: object(words[3]))
        let id = try await runner.submit(operation)
        FileHandle.standardOutput.write(Data("begun \(id.rawValue)\n".utf8))
        let job = try await runner.wait(for: id)
        print("ended \(job.state.rawValue)")
    case "race":
        // race FOLDER GUEST COUNT: tries so often to act on one guest; says how often it was let.
        let runner = JobRunner(try StateStore(folder: words[2]), perform: perform)
        var done = 0
        for _ in 0..<(Int(words[4]) ?? 1) {
            do {
                _ = try await runner.wait(for: runner.submit(Operation(.guest(.start), on: object(words[3]))))
                done += 1
            } catch  where error.area == "lock" {
                continue
            }
        }
        print("done \(done)")
    case "worker":
        // worker ID FOLDER
        let runner = JobRunner(try StateStore(folder: words[3]), perform: perform)
        print("worker at work")
        _ = try await runner.runWaiting(job: JobID(rawValue: Int64(words[2]) ?? 0))
    default: exit(2)
    }
} catch {
    print("failed: \(error)")
    exit(1)
}
