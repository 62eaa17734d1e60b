import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Drill: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drill",
            abstract: "Rehearse a restore: from the repository alone into a scratch folder, compared, checked, removed."
        )
        @OptionGroup var global: GlobalOptions
        @Argument(help: "A guest; without it one at random.") var guest: String?
        @Flag(help: "Start it too, without a network, for twenty seconds.") var boot = false
        @Flag(help: "What was proven before, newest last; rehearse nothing.") var list = false
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            if list {
                let declared = try global.configuration().stateDirectory
                let folder = global.state ?? declared ?? StateStore.defaultFolder
                return try show(DrillHistory(folder).drills())
            }
            let site = try OneShot(global)
            let folder = site.session.stateDirectory
            let before = DrillHistory(folder).drills().last
            var failure: (any Error)?
            do {
                try site.perform(
                    [Operation(.backup(.drill(DrillOrder(guest: guest, boots: boot))), on: .repository)],
                    isConfirmed: true, isQuiet: true)
            } catch { failure = error }
            // What was proven is worth seeing, whatever was not.
            if let last = DrillHistory(folder).drills().last, last != before { try show([last]) }
            if let failure { throw failure }
        }

        private func show(_ drills: [UnixcornCore.Drill]) throws {
            if json { return try Output.json(drills.map(DrillReport.init)) }
            let words = Output.language
            for drill in drills {
                print(Phrase.drilled(drill)(words))
                for proof in drill.proofs {
                    let mark = proof.isRight.map { $0 ? "●" : "✖" } ?? "○"
                    let object = proof.object.map { SafeText($0).string + ": " } ?? ""
                    print("  \(mark) \(object)\(proof.words(words))")
                }
                if let failure = drill.failure { print("  ✖ \(failure(words))") }
            }
        }
    }
}

/// A rehearsal as JSON.
struct DrillReport: Encodable {
    struct Proof: Encodable {
        var kind: String
        var object: String?
        /// Absent: not looked at.
        var right: Bool?
        var words: String
    }
    var drilledAt, guest, backup, backupTime: String
    var seconds: Double
    var proven: Bool
    var proofs: [Proof]
    var failure: String?

    init(_ drill: UnixcornCore.Drill) {
        (drilledAt, guest, backup) = (drill.drilledAt.iso8601, drill.guest, drill.backup)
        (backupTime, seconds, proven) = (drill.madeAt.iso8601, drill.duration, drill.isProven)
        proofs = drill.proofs.map {
            Proof(
                kind: $0.kind.rawValue, object: $0.object, right: $0.isRight,
                words: $0.words(Output.language).string)
        }
        failure = drill.failure?(Output.language).string
    }
}

extension Phrase {
    static func drilled(_ drill: UnixcornCore.Drill) -> Phrase {
        let name = SafeText(drill.guest)
        let (at, made) = (drill.drilledAt.dateAndTime, drill.madeAt.dateAndTime)
        return drill.isProven
            ? Phrase(
                "\(at): the restore of \(name) is proven (backup of \(made))",
                "\(at) : la restauration de \(name) est prouvée (sauvegarde du \(made))")
            : Phrase(
                "\(at): the restore of \(name) is not proven (backup of \(made))",
                "\(at) : la restauration de \(name) n’est pas prouvée (sauvegarde du \(made))")
    }
}
