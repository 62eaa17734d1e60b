import ArgumentParser
import Glibc
import UnixcornCore

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keys", abstract: "Print the key file that holds now.")
    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print the manual page of keys instead.") var manual = false

    func run() throws {
        let keys = try KeyFile.load(global)
        print(manual ? KeyManual(keys: keys).page() : KeyManual(keys: keys).file(), terminator: "")
    }
}

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Print an example configuration with every key explained.")
    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print the manual page of the configuration instead.") var manual = false

    func run() throws {
        print(manual ? ConfigurationPage.text : Configuration.example(Output.language), terminator: "")
    }
}

/// The file that changes keys: `keys.toml` beside the configuration.
enum KeyFile {
    static func load(_ global: GlobalOptions) throws -> KeyMap {
        // With its slash; a bare name has none, and its folder is the current one.
        let beside = try global.configuration().file.map { file in
            (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + "keys.toml"
        }
        let candidates = [beside, "/etc/unixcorn/keys.toml"].compactMap { $0 }
        do {
            guard let file = candidates.first(where: { unsafe access($0, R_OK) == 0 }) else { return try KeyMap() }
            return try KeyMap(changes: try changes(in: file))
        } catch let fault as KeyMap.Fault {
            throw OperationFailure(area: "configuration", message: fault.words)
        }
    }

    private static func changes(in file: String) throws -> [String: [String]] {
        let document: [String: TOMLNode]
        do { document = try TOMLDocument.parse(try TOMLDocument.readText(file: file), file: file) } catch {
            throw OperationFailure(area: "configuration", message: Phrase(verbatim: SafeText("\(error)")))
        }
        return try document.mapValues { node in
            guard case .array(let items) = node else {
                throw OperationFailure(area: "configuration", message: .keysAreLists(SafeText(file)))
            }
            return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
    }
}

extension Phrase {
    static func keysAreLists(_ file: SafeText) -> Phrase {
        Phrase(
            "\(file): keys are lists of texts: \"guest.start\" = [\"S\"]",
            "\(file) : les touches sont des listes de textes : \"guest.start\" = [\"S\"]")
    }
}
