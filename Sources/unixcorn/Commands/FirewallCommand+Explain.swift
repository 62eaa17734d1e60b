import ArgumentParser
import UnixcornCore

extension FirewallCommand {
    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain", abstract: "What happens to a packet, and which line of the policy says so.",
            discussion: "With --policy, by that policy alone; else by all rules that this machine has now.")
        @OptionGroup var files: Files
        @Option(help: ArgumentHelp("host, outside, a guest's name or an address.", valueName: "end")) var from =
            "outside"
        @Option(help: ArgumentHelp("The same.", valueName: "end")) var to: String
        @Option(help: ArgumentHelp("tcp/443, udp/53, icmp/8, proto/47, or a service's name.", valueName: "port"))
        var port: String
        @Flag(help: "As part of a connection that is known.") var established = false
        @Flag(help: "Every rule on the way.") var steps = false
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let traffic = try FirewallCommand.traffic(port)
            let explainer: FirewallExplainer
            if files.policy != nil {
                let policy = try files.readPolicy()
                let guests = try files.readGuests()
                let compiled = PolicyCompiler(policy, features: FilterFeatures()).compile(guests)
                explainer = FirewallExplainer(compiled, policy, guests)
            } else {
                explainer = try live()
            }
            let answers = try traffic.flatMap { try explainer.explainEach(question($0)) }
            if json { return try Output.json(answers.map { ExplanationReport(PacketAnswer(question($0), $1), $1) }) }
            for (traffic, answer) in answers { show(traffic, answer) }
        }

        private func live() throws -> FirewallExplainer {
            let site = try FirewallSite(files)
            return try waitFor { try await site.host.explainer(site.guests) }
        }

        private func show(_ traffic: Traffic, _ explanation: Explanation) {
            let answer = PacketAnswer(question(traffic), explanation)
            print("\(traffic.description): \(answer.words(Output.language))")
            for note in answer.notes { print("  " + note(Output.language).string) }
            if steps { for step in answer.steps { print("  " + step.string) } }
        }

        private func question(_ traffic: Traffic) -> PacketQuestion {
            var question = PacketQuestion(from: PacketQuestion.Place(from), to: PacketQuestion.Place(to), traffic)
            if established { question.state = .established }
            return question
        }
    }

    /// Traffic by its form or a service's name.
    static func traffic(_ text: String) throws -> [Traffic] {
        if let service = ServiceCatalogue.service(named: text) { return service.traffic }
        guard case .traffic(let traffic) = TrafficForm.read(text) else {
            throw OperationFailure(area: "usage", message: .noSuchTraffic(SafeText(text)), hint: .trafficForms)
        }
        return [traffic]
    }
}

/// An explanation, for JSON.
struct ExplanationReport: Encodable {
    var traffic: String
    var verdict: String
    var rule: String
    var line: Int?
    var counter: String?
    var table: String?
    var message: String
    var rates: [String]
    var unknown: [String]
    var translatedTo: String?
    var steps: [String]

    init(_ answer: PacketAnswer, _ explanation: Explanation) {
        traffic = answer.question.traffic.description
        verdict = explanation.outcome.rawValue
        rule = answer.rule
        line = answer.line
        counter = explanation.counter
        table = explanation.table
        message = answer.words(Output.language).string
        rates = explanation.rates.map { "\($0.packets)/\($0.per.rawValue)" }
        unknown = explanation.unknowns.map { SafeText($0).string }
        translatedTo = explanation.translated.map { "\($0.destination) \($0.destinationPort)" }
        steps = answer.steps.map(\.string)
    }
}
