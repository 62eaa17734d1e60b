import ArgumentParser
import Foundation
import UnixcornCore

/// `unixcorn firewall`: who may talk to whom.
struct FirewallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "firewall", abstract: "Rules for each kind of guest, applied at the host.",
        subcommands: [
            Check.self, Compile.self, Explain.self, Trace.self, Diff.self, Apply.self, Confirm.self, Rollback.self,
            Status.self,
            Drift.self, Repair.self, Import.self, Services.self, Boot.self, Plug.self, Sync.self,
        ])

    /// Which policy, and which guests, for the commands that need no host.
    struct Files: ParsableArguments {
        @OptionGroup var global: GlobalOptions
        @Option(
            help: ArgumentHelp("The policy; without it, firewall.toml beside the configuration.", valueName: "file"))
        var policy: String?
        @Option(
            help: ArgumentHelp("Guests as JSON: name, kind, interfaces with tap, mac, addresses.", valueName: "file"))
        var guests: String?

        /// The policy's file: the one named, or the one beside the configuration.
        func policyFile() throws -> String { try policy ?? global.configuration().firewallFile }

        func readPolicy() throws -> FirewallPolicy { try FirewallCommand.readPolicy(policyFile()) }

        func readGuests() throws -> [FirewallGuest] { try FirewallCommand.readGuests(guests) }
    }

    /// Which policy, for the commands that take the guests from the machine.
    struct Choice: ParsableArguments {
        @OptionGroup var global: GlobalOptions
        @Option(help: ArgumentHelp("The policy; without it, as configured.", valueName: "file")) var policy: String?

        func readPolicy() throws -> FirewallPolicy {
            try FirewallCommand.readPolicy(policy ?? global.configuration().firewallFile)
        }
    }

    /// The policy of a file; each problem but the last is told before the failure.
    static func readPolicy(_ file: String) throws -> FirewallPolicy {
        do { return try PolicyReading.read(file: file) } catch {
            let problems = error.lines(Output.language)
            for problem in problems.dropLast() { Output.complain(problem.string) }
            throw OperationFailure(area: "configuration", message: Phrase(verbatim: problems.last ?? ""))
        }
    }

    /// The guests of a JSON file; none without one.
    static func readGuests(_ file: String?) throws -> [FirewallGuest] {
        guard let file else { return [] }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw OperationFailure(area: "configuration", message: .cannotReadGuests(SafeText(file)))
        }
        let read: [FirewallGuest]
        do { read = try JSONDecoder().decode([FirewallGuest].self, from: bytes) } catch {
            throw OperationFailure(
                area: "configuration", message: .guestsAreNone(SafeText(file), SafeText("\(error)")), hint: .guestsForm)
        }
        guard let fault = FirewallGuest.fault(in: read) else { return read }
        throw OperationFailure(area: "configuration", message: .guestFault(SafeText(file), fault))
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check a policy, and say what looks wrong in it.")
        @OptionGroup var files: Files
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let policy = try files.readPolicy()
            let guests = try files.readGuests()
            let remarks = PolicyLint(policy, guests).remarks
            if json { return try Output.json(remarks.map(RemarkReport.init)) }
            for remark in remarks { print(remark.words(policy.file)(Output.language)) }
            print(Phrase.policyIsRight(policy, remarks.count)(Output.language))
        }
    }

    struct Compile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compile", abstract: "Print the rules that apply would load, for nft.")
        @OptionGroup var files: Files
        @Option(
            help: ArgumentHelp(
                "What the kernel can do, instead of asking it: \(KernelFeatures.allNames).", valueName: "list"))
        var features: String?

        func run() throws {
            let policy = try files.readPolicy()
            let guests = try files.readGuests()
            let kernel = try FirewallCommand.features(features)
            let routes = guests.contains { $0.interfaces.contains(where: \.isRouted) }
            let compiled = PolicyCompiler(policy, features: kernel, routesGuests: routes).compile(guests)
            for note in compiled.notes { Output.complain(note(Output.language).string) }
            print(compiled.text, terminator: "")
        }
    }

    struct Services: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "services", abstract: "The services that a policy may name.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            _ = try global.configuration()
            if json { return try Output.json(ServiceCatalogue.all.map(ServiceReport.init)) }
            Output.table(
                ["NAME", "TRAFFIC", "WHAT"], Output.language,
                ServiceCatalogue.all.map { service in
                    [
                        SafeText(service.name), SafeText(service.traffic.map(\.description).joined(separator: " ")),
                        service.title(Output.language),
                    ]
                })
        }
    }

    /// What the kernel can do: as said, or as probed; where nobody may ask it, what Debian's kernels can.
    static func features(_ named: String?) throws -> FilterFeatures {
        if let named {
            guard let kernel = KernelFeatures(names: named) else {
                throw OperationFailure(area: "usage", message: .noSuchFeature(SafeText(named)), hint: .featureNames)
            }
            return FilterFeatures(kernel)
        }
        let probed = try waitFor { try? await KernelFeatures.probe() }
        return probed.map { FilterFeatures($0) } ?? FilterFeatures()
    }
}

/// A remark of the check, for JSON.
struct RemarkReport: Encodable {
    var line: Int?
    var code: String
    var message: String

    init(_ remark: PolicyRemark) {
        line = remark.line
        code = remark.code.rawValue
        message = remark.message(Output.language).string
    }
}

/// A service, for JSON.
struct ServiceReport: Encodable {
    var name: String
    var traffic: [String]
    var title: String

    init(_ service: Service) {
        name = service.name
        traffic = service.traffic.map(\.description)
        title = service.title(Output.language).string
    }
}
