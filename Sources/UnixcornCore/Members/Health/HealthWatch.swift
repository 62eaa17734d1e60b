public import Text
import Transfer

/// Asks each service with a `health_url` once a minute whether it works: any answer but an error is one.
public actor HealthWatch {
    /// Told of what cannot be kept.
    public typealias Complaints = @Sendable (OperationFailure) -> Void

    private struct Target {
        let service: String
        let connection: HTTPConnection
        let request: HTTPRequest
    }

    private let targets: [Target]
    private let book: HealthBook
    private let clock: SiteClock
    private let complain: Complaints
    /// What was complained about last: the same is said once.
    private var said: Phrase?

    public init(_ configuration: Configuration, _ store: StateStore, complain: @escaping Complaints) {
        targets = configuration.services.values.sorted { $0.name < $1.name }.compactMap(HealthWatch.target)
        book = HealthBook(store)
        clock = SiteClock(configuration)
        self.complain = complain
    }

    /// Until it is cancelled.
    public func run() async {
        guard !targets.isEmpty else { return }
        while !Task.isCancelled {
            let now = Moment.now
            await round(at: now)
            // By the clock's minutes: pauses of sixty seconds would lose some.
            let next = (now.microseconds / 60_000_000 + 1) * 60_000_000
            let pause = max(0, next - Moment.now.microseconds)
            do { try await Task.sleep(for: .microseconds(pause)) } catch { return }
        }
    }

    /// Asks all of them at once.
    public func round(at now: Moment) async {
        let answers = await withTaskGroup(of: (String, Bool).self) { group in
            for target in targets { group.addTask { (target.service, await HealthWatch.isAlive(target)) } }
            var answers: [String: Bool] = [:]
            for await (service, isAlive) in group { answers[service] = isAlive }
            return answers
        }
        guard !Task.isCancelled else { return }
        do throws(OperationFailure) {
            try await book.add(answers, at: now, clock: clock)
            said = nil
        } catch {
            if said != error.message { complain(error) }
            said = error.message
        }
    }

    /// Another place that one is sent to is an answer, too.
    private static func isAlive(_ target: Target) async -> Bool {
        do throws(TransferError) {
            return (200..<400).contains(try await target.connection.call(target.request).status)
        } catch { return false }
    }

    private static func target(_ service: Configuration.ServiceDeclaration) -> Target? {
        guard let (server, request) = service.healthCall else { return nil }
        let limits = HTTPLimits(connecting: 10, whole: 20, stall: 20, answer: 8 << 20, attempts: 2, firstPause: 1)
        return Target(
            service: service.name, connection: HTTPConnection(server, limits: limits), request: request)
    }
}

extension Configuration.ServiceDeclaration {
    /// What asks whether it works; nil where no `health_url` is given, or none that can be asked.
    fileprivate var healthCall: (server: HTTPServer, request: HTTPRequest)? {
        // What is wrong with it the configuration's check has said.
        guard let address = HTTPAddress(healthURL),
            let server = try? HTTPServer(
                url: address.origin, authorities: caFile.isEmpty ? nil : caFile,
                pinnedKey: tlsPin.isEmpty ? nil : tlsPin)
        else { return nil }
        return (server, HTTPRequest(.get, (address.path.isEmpty ? "/" : address.path) + address.query))
    }

    /// Whether its `health_url` can be asked, or is not given.
    var isHealthAddressGood: Bool { healthURL.isEmpty || healthCall != nil }
}
