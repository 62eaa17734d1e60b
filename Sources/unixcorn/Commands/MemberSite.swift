import Foundation
import UnixcornCore

/// The services' accounts, for commands: what the book knows, and the hand on it. No host is waited for.
struct MemberSite {
    let configuration: Configuration
    let folder: String
    private let global: GlobalOptions
    var words: Language { configuration.screenLanguage }

    init(_ global: GlobalOptions) throws {
        self.global = global
        configuration = try global.configuration()
        folder = global.stateFolder(configuration)
        guard !configuration.services.isEmpty else { throw OperationFailure.noService("", configuration) }
    }

    /// The declared service of that name; where only one is declared, nil means that one.
    func service(_ name: String?) throws -> Configuration.ServiceDeclaration {
        if name == nil, configuration.services.count == 1, let only = configuration.services.values.first {
            return only
        }
        guard let name, let service = configuration.services[name] else {
            throw OperationFailure.noService(name ?? "", configuration)
        }
        return service
    }

    /// What is known of everybody.
    func state() throws -> MembersState {
        let (configuration, store) = (configuration, try readable())
        return try waitFor { await MembersState.read(configuration, store) }
    }

    func book() throws -> MemberBook { MemberBook(try readable()) }

    /// A state that may be written, whatever the book's reader may.
    private func readable() throws -> StateStore {
        global.readOnly ? try StateStore(reading: folder) : try StateStore(folder: folder)
    }

    func desk(_ service: String) throws -> MemberDesk {
        guard !global.readOnly else { throw OperationFailure(area: "usage", message: .memberReadOnly) }
        return try MemberDesk(service, configuration, try StateStore(folder: folder))
    }

    /// The account that is meant by an id or a login.
    func account(_ text: String, of service: Configuration.ServiceDeclaration) throws -> ObjectRef {
        let known = try member(text, of: service).known
        return .account(service: service.name, id: known.id, login: known.account.login)
    }

    /// The account, judged.
    func member(_ text: String, of service: Configuration.ServiceDeclaration) throws -> MembersState.Member {
        let members = try state().services.first { $0.id == service.name }?.members ?? []
        let named = members.filter { $0.known.account.login == text }
        if named.count > 1, !members.contains(where: { $0.id == text }) {
            let ids = SafeText(named.map(\.id).joined(separator: ", "))
            throw OperationFailure(area: "usage", message: .twoAccounts(SafeText(text), ids))
        }
        guard
            let found = members.first(where: { $0.id == text })
                ?? members.first(where: { $0.known.account.login == text })
        else { throw OperationFailure.noAccount(SafeText(text), SafeText(service.name)) }
        return found
    }

    /// Does one thing in this process: lock, journal, deed. Throws its failure.
    func perform(_ deed: MemberDeed, on object: ObjectRef, isQuiet: Bool = false) throws {
        let operation = UnixcornCore.Operation(.member(deed), on: object)
        var options = global.sessionOptions()
        options.worker = nil
        options.watchesFirewall = false
        let session = try SiteSession(configuration: configuration, options: options)
        let job = try waitFor {
            await session.start { _ in }
            return try await session.wait(for: try await session.submit(operation))
        }
        guard job.state == .done else {
            throw OperationFailure(area: OperationFailure.jobArea, message: .jobFailed(job), hint: job.reason?.hint)
        }
        if !isQuiet { print(Phrase.jobDone(operation.title)(words)) }
    }

    /// Asks, unless it was agreed to before; throws where it is not.
    func confirm(_ operation: UnixcornCore.Operation, _ yes: Bool) throws {
        guard !yes, let consequence = operation.consequence else { return }
        print(consequence(words))
        guard isAgreed(Phrase(operation.title.english + "?", operation.title.french + " ?")) else {
            throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
        }
    }
}

extension OperationFailure {
    static func noService(_ name: String, _ configuration: Configuration) -> OperationFailure {
        let known = SafeText(configuration.services.keys.sorted().joined(separator: ", "))
        guard !configuration.services.isEmpty else {
            return OperationFailure(
                area: "usage",
                message: Phrase("the configuration declares no service", "la configuration ne déclare aucun service"),
                hint: Phrase(
                    "A section [services.NAME] declares one: see unixcorn.toml(5).",
                    "Une section [services.NOM] en déclare un : voir unixcorn.toml(5)."))
        }
        return OperationFailure(
            area: "usage",
            message: name.isEmpty
                ? Phrase("which service? There are \(known)", "quel service ? Il y a \(known)")
                : Phrase(
                    "there is no service \(SafeText(name)): there are \(known)",
                    "il n’y a pas de service \(SafeText(name)) : il y a \(known)"))
    }
    static func noAccount(_ name: SafeText, _ service: SafeText) -> OperationFailure {
        OperationFailure(
            area: "usage", message: Phrase("\(service) has no account \(name)", "\(service) n’a pas de compte \(name)"),
            hint: Phrase(
                "unixcorn member sync \(service) reads who is there.",
                "unixcorn member sync \(service) relit qui est là."))
    }
}

extension Phrase {
    static let memberReadOnly = Phrase(
        "--read-only: asking a service writes down what it says", "--read-only : interroger un service écrit sa réponse"
    )
}
