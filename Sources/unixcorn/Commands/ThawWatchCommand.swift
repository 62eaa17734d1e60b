import ArgumentParser
import Foundation
import UnixcornCore

extension JobCommand {
    /// The second process of a freeze; see `ThawWatch`.
    struct ThawWatchCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "thaw-watch", abstract: "What stands by while a guest is frozen.", shouldDisplay: false)

        func run() throws {
            let verdict = try waitFor { await ThawWatch.serve() }
            // Its stderr is the log of the job that began it.
            if let words = Phrase.thawWatch(verdict) { Output.complain(words(Output.language).string) }
            switch verdict {
            case .wasNotNeeded, .thawed: return
            case .useless, .failed: throw ExitCode.failure
            }
        }
    }
}
