import ArgumentParser
import UnixcornCore

extension FirewallCommand {
    struct Trace: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trace", abstract: "Follow real packets through the rules, for a while.",
            discussion: "The trace ends by itself, even if this program is killed.")
        @OptionGroup var files: Files
        @Option(help: ArgumentHelp("host, outside, a guest's name or an address.", valueName: "end")) var from =
            "outside"
        @Option(help: ArgumentHelp("The same.", valueName: "end")) var to: String
        @Option(help: ArgumentHelp("tcp/443, icmp/8, proto/47, or a service's name.", valueName: "port")) var port:
            String
        @Option(help: ArgumentHelp("How long.", valueName: "seconds")) var seconds = 30

        func validate() throws {
            if !(1...600).contains(seconds) { throw ValidationError("--seconds: from 1 to 600") }
        }

        func run() throws {
            guard let traffic = try FirewallCommand.traffic(port).first else { return }
            let site = try FirewallSite(files)
            let question = PacketQuestion(from: PacketQuestion.Place(from), to: PacketQuestion.Place(to), traffic)
            let (guests, seconds) = (site.guests, seconds)
            Output.complain(Phrase.tracing(seconds)(Output.language).string)
            try waitForOrCancel {
                try await FirewallTrace(site.host).run(question, guests: guests, seconds: seconds) { step in
                    let line = step.line.map { ":\($0)" } ?? ""
                    let number = String(step.packet, radix: 16)
                    print(
                        SafeText(
                            "\(number)  \(step.place): \(step.verdict)  \(step.comment ?? "")\(step.comment == nil ? line : "")"
                        ))
                }
            }
        }
    }
}

extension Phrase {
    static func tracing(_ seconds: Int) -> Phrase {
        Phrase("following packets for \(seconds) s", "suivi des paquets pendant \(seconds) s")
    }
}
