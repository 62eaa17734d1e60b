import ArgumentParser
import Foundation
import UnixcornCore

extension FirewallCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Propose a policy that says what the rules of a machine say now.",
            discussion: """
                Without files, the rules that nftables has on this machine. The policy goes to the standard output, what \
                could not be carried over to the standard error.
                """)
        @OptionGroup var global: GlobalOptions
        @Option(help: ArgumentHelp("What iptables-save prints.", valueName: "file")) var iptables: String?
        @Option(help: ArgumentHelp("What ip6tables-save prints.", valueName: "file")) var ip6tables: String?
        @Option(help: ArgumentHelp("What nft -j list ruleset prints.", valueName: "file")) var nft: String?
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Filters of libvirt, their bindings, or guests' XML that names them.", valueName: "file")
        )
        var nwfilter: [String] = []
        @Option(
            help: ArgumentHelp("Guests as JSON: name, kind, interfaces with tap, mac, addresses.", valueName: "file"))
        var guests: String?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            _ = try global.configuration()
            let proposal = PolicyImport(try source()).propose(Output.language)
            if json { return try Output.json(ProposalReport(proposal)) }
            print(proposal.text, terminator: "")
            for remark in proposal.leftOut { Output.complain(remark.words(Output.language).string) }
            for difference in proposal.fidelity.differences {
                Output.complain(difference.words(Output.language).string)
            }
            if proposal.fidelity.total > 0 { Output.complain(proposal.fidelity.words(Output.language).string) }
        }

        private func source() throws -> ImportSource {
            let known = try FirewallCommand.readGuests(guests)
            let isLive = iptables == nil && ip6tables == nil && nft == nil && nwfilter.isEmpty
            if isLive { return try waitFor { try await ImportSource.running(guests: known) } }
            var source = ImportSource(guests: known)
            if let nft { try source.add(nftables: try Import.bytes(nft), from: nft) }
            for (file, isIPv6) in [(iptables, false), (ip6tables, true)] {
                guard let file else { continue }
                let text = String(decoding: try Import.bytes(file), as: UTF8.self)
                guard text.split(separator: "\n").contains(where: { $0.hasPrefix("*") }) else {
                    throw OperationFailure(
                        area: "configuration", message: .noIPTables(SafeText(file)), hint: .sayIPTables)
                }
                source.add(iptables: text, from: file, isIPv6: isIPv6)
            }
            for file in nwfilter { try source.add(filter: try Import.bytes(file), from: file) }
            return source
        }

        private static func bytes(_ file: String) throws -> [UInt8] {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw OperationFailure(area: "configuration", message: .cannotReadImport(SafeText(file)))
            }
            return Array(data)
        }
    }
}

/// A proposed policy, for JSON.
struct ProposalReport: Encodable {
    struct LeftOut: Encodable {
        var place: String
        var why: String
    }
    struct Difference: Encodable {
        var packet: String
        var was: String
    }
    var policy: String
    var leftOut: [LeftOut]
    var packets: Int
    var same: Int
    /// Packets with another verdict, and what the rules do with them now.
    var differences: [Difference]

    init(_ proposal: PolicyProposal) {
        policy = proposal.text
        leftOut = proposal.leftOut.map { LeftOut(place: $0.place.string, why: $0.why(Output.language).string) }
        packets = proposal.fidelity.total
        same = proposal.fidelity.same
        differences = proposal.fidelity.differences.map { Difference(packet: $0.packet.string, was: $0.was.rawValue) }
    }
}

extension Phrase {
    fileprivate static func cannotReadImport(_ file: SafeText) -> Phrase {
        Phrase("\(file) cannot be read", "\(file) ne peut être lu")
    }
}
