import ArgumentParser
import Foundation
import UnixcornCore

extension MemberCommand {
    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "Ask a service, and write down what the rules would do to whom, and why. Nothing is changed.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The service; where there is only one, it is meant.") var service: String?
        @Option(help: ArgumentHelp("Where the plan is written; without it, in the state folder.", valueName: "file"))
        var out: String?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try MemberSite(global)
            let name = try site.service(service).name
            let desk = try site.desk(name)
            let plan = try waitFor { try await desk.plan(by: Operator.current().name.string) }
            let file = out ?? PlanFile.path(name, site.folder)
            try PlanFile.write(try plan.text(), to: file)
            if json { return print(try plan.text(), terminator: "") }
            PlanLines(plan, site.words).print()
            guard !plan.entries.isEmpty else { return }
            print(Phrase.planWritten(SafeText(file), SafeText(try plan.word))(site.words))
        }
    }

    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Do exactly what a plan says, once its digest is typed. A plan that was cut goes on.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The plan's file.") var plan: String
        @Option(help: ArgumentHelp("The digest's first eight letters, instead of typing them.", valueName: "word"))
        var digest: String?

        func run() throws {
            let site = try MemberSite(global)
            let read = try MemberPlan.read(file: plan)
            PlanLines(read, site.words).print()
            guard !read.entries.isEmpty else { return }
            let word = try digest ?? typed(try read.word)
            let file = URL(fileURLWithPath: plan).path
            try site.perform(.apply(file: file, word: word), on: .service(read.service))
        }

        private func typed(_ word: String) throws -> String {
            guard let typed = TypedWord.ask(.typeDigest(SafeText(word))) else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayDigest)
            }
            return typed
        }
    }
}

/// Reads a word that somebody types on the terminal; nil where there is none, or nothing was typed.
enum TypedWord {
    static func ask(_ question: Phrase) -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        FileHandle.standardError.write(Data((question(Output.language).string + " ").utf8))
        let line = readLine()?.trimmingCharacters(in: .whitespaces) ?? ""
        return line.isEmpty ? nil : line
    }
}

/// A plan as lines for a person.
struct PlanLines {
    let plan: MemberPlan
    let words: Language

    init(_ plan: MemberPlan, _ words: Language) {
        self.plan = plan
        self.words = words
    }

    func print() {
        guard !plan.entries.isEmpty else { return Swift.print(Phrase.planEmpty(SafeText(plan.service))(words)) }
        Swift.print(Phrase.planHead(plan)(words))
        Output.table(
            ["DOES", "LOGIN", "LAST SIGN", "LAST DAY", "LOST WITH IT"], words,
            plan.entries.map { entry in
                [
                    entry.step.words(words), SafeText(entry.login),
                    SafeText(entry.lastSign?.shownDay ?? "-"),
                    SafeText(entry.due?.adding(seconds: -1).formatted("%Y-%m-%d") ?? "-"),
                    Phrase.losses(entry.losses)(words),
                ]
            })
        if plan.postponed > 0 { Swift.print(Phrase.planPostponed(plan.postponed)(words)) }
    }
}
