import Foundation
import Screen
import UnixcornCore

/// A session for one command: opened, its first whole state read, used, closed with the process.
struct OneShot {
    let configuration: Configuration
    let session: SiteSession
    let state: SiteState
    var words: Language { configuration.screenLanguage }

    /// Opens the session and waits for the facts, ten seconds at most. Fails where no host could be reached.
    /// - Parameters:
    ///   - inThisProcess: what is to be done ends with this process, which nobody closes.
    ///   - subjects: what has to be known of hosts; all where nothing is said.
    init(
        _ global: GlobalOptions, inThisProcess: Bool = false,
        of subjects: [HostSubject] = HostSubject.allCases
    ) throws {
        let configuration = try global.configuration()
        var options = global.sessionOptions()
        if inThisProcess { options.worker = nil }
        options.watchesFirewall = false
        let session = try SiteSession(configuration: configuration, options: options)
        self.configuration = configuration
        self.session = session
        state = try waitFor {
            await session.start { _ in }
            return await Prompt.answering(
                session, await session.snapshot(timeout: 10, of: subjects), configuration.screenLanguage)
        }
        if let lost = state.hosts.first(where: { !$0.isReached }), !state.hosts.contains(where: \.isReached) {
            throw lost.failure
        }
    }

    /// What screens and reports are written with.
    var context: Context {
        Context(state: state, now: .now, language: words, canWrite: true, glyphs: .ascii)
    }

    // MARK: Objects by name

    func guest(_ name: String) throws -> (HostState, Guest) {
        try find(name, in: \.guests, { $0.name == name || $0.id.rawValue == name }, .noSuchGuest(SafeText(name)))
    }

    func pool(_ name: String) throws -> (host: HostState, pool: Pool) {
        try find(name, in: \.pools, { $0.name == name || $0.id.rawValue == name }, .noSuchPool(SafeText(name)))
    }

    func network(_ name: String) throws -> (HostState, Network) {
        try find(name, in: \.networks, { $0.name == name || $0.id.rawValue == name }, .noSuchNetwork(SafeText(name)))
    }

    func volume(_ name: String, in poolName: String) throws -> (object: ObjectRef, volume: Volume) {
        let (host, pool) = try pool(poolName)
        guard let found = host.volumes[pool.id]?.first(where: { $0.name == name }) else {
            throw OperationFailure(area: "usage", message: .noSuchVolume(SafeText(name), SafeText(poolName)))
        }
        return (.volume(host: host.id, pool: pool.id, poolName: pool.name, name: found.name), found)
    }

    func object(_ guestName: String) throws -> ObjectRef {
        let (host, found) = try guest(guestName)
        return .guest(host: host.id, id: found.id, name: found.name)
    }

    func operation(_ deed: GuestDeed, on guestName: String) throws -> UnixcornCore.Operation {
        Operation(.guest(deed), on: try object(guestName))
    }

    private func find<T>(
        _ name: String, in path: KeyPath<HostState, [T]>, _ matches: (T) -> Bool, _ missing: Phrase
    ) throws -> (HostState, T) {
        let found = state.hosts.flatMap { host in host[keyPath: path].filter(matches).map { (host, $0) } }
        guard found.count <= 1 else {
            throw OperationFailure(area: "usage", message: .ambiguous(SafeText(name)), hint: .useUUID)
        }
        guard let one = found.first else { throw OperationFailure(area: "usage", message: missing) }
        return one
    }

    // MARK: Deeds

    /// Asks where it must, does one after the other, and throws the first failure.
    /// - Parameter follows: says what the job is at, line by line.
    func perform(
        _ operations: [UnixcornCore.Operation], isConfirmed: Bool, isQuiet: Bool = false, follows: Bool = false
    ) throws {
        for operation in operations {
            if !isConfirmed,
                let consequence = operation.consequence ?? (operation.risk == .destroys ? operation.title : nil)
            {
                print(context.identity(of: operation.object)(words))
                print(consequence(words))
                guard isAgreed(Phrase(operation.title.english + "?", operation.title.french + " ?")) else {
                    throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
                }
            }
            let session = session
            let job = try waitFor { [words] in
                let id = try await session.submit(operation)
                if follows {
                    Output.complain(Phrase.goesOn(id)(words).string)
                    try await JobLines(words).follow(id, session)
                }
                return try await session.wait(for: id)
            }
            switch job.state {
            case .done: if !isQuiet { print(Phrase.jobDone(operation.title)(words)) }
            default:
                throw OperationFailure(
                    area: OperationFailure.jobArea, message: .jobFailed(job), hint: job.reason?.hint)
            }
        }
    }

    func undoable() throws -> UnixcornCore.Operation? { try waitFor { [session] in try await session.undoable() } }

    /// The text that answers a lookup.
    func text(_ lookup: Lookup) throws -> String {
        switch try waitFor({ [session] in await session.look(up: lookup) }) {
        case .text(let text): return text
        case .journal, .backup, .restorePlan, .problems, .pendingPolicy, .packets, .openings, .memberPlan,
            .importPreview:
            return ""
        case .failed(let failure): throw failure
        }
    }
}

extension OperationFailure {
    static let jobArea = "job"
    /// Whether a job began and failed.
    var isOfJob: Bool { area == Self.jobArea }
}

extension HostState {
    /// Whether facts of it were read.
    var isReached: Bool { if case .connected = connection { true } else { false } }

    /// Why it was not reached, as a failure of a command.
    var failure: OperationFailure {
        let name = SafeText(uri)
        return switch connection {
        case .lost(_, let why, _):
            OperationFailure(
                area: hasKnownURI ? "libvirt" : "usage", message: .notReached(name, why),
                hint: connectionHint ?? .tryDoctor)
        case .needsPassword: OperationFailure(area: "libvirt", message: .passwordFor(name), hint: .askedOnTerminal)
        default: OperationFailure(area: "libvirt", message: .noAnswer(name), hint: connectionHint ?? .tryDoctor)
        }
    }
}

extension Phrase {
    static func noSuchGuest(_ name: SafeText) -> Phrase {
        Phrase("no guest is called \(name)", "aucune machine ne s’appelle \(name)")
    }
    static func noSuchPool(_ name: SafeText) -> Phrase {
        Phrase("no pool is called \(name)", "aucune réserve ne s’appelle \(name)")
    }
    static func noSuchNetwork(_ name: SafeText) -> Phrase {
        Phrase("no network is called \(name)", "aucun réseau ne s’appelle \(name)")
    }
    static func noSuchHost(_ name: SafeText) -> Phrase {
        Phrase("no host is called \(name)", "aucun hôte ne s’appelle \(name)")
    }
    static func noSuchVolume(_ name: SafeText, _ pool: SafeText) -> Phrase {
        Phrase("pool \(pool) has no volume \(name)", "la réserve \(pool) n’a pas de volume \(name)")
    }
    static func ambiguous(_ name: SafeText) -> Phrase {
        Phrase("several are called \(name)", "plusieurs s’appellent \(name)")
    }
    static let useUUID = Phrase("say which by its UUID", "précisez par son UUID")
    static let nothingDone = Phrase("nothing was done", "rien n’a été fait")
    static let sayYes = Phrase("say --yes to do it without a question", "dites --yes pour le faire sans question")
    static func notReached(_ uri: SafeText, _ why: Phrase) -> Phrase {
        Phrase("\(uri) could not be opened: \(why.english)", "\(uri) n’a pas pu être ouvert : \(why.french)")
    }
    static func noAnswer(_ uri: SafeText) -> Phrase { Phrase("\(uri) does not answer", "\(uri) ne répond pas") }
    static let tryDoctor = Phrase("unixcorn doctor says what is wrong", "unixcorn doctor dit ce qui ne va pas")
}
