/// What an operation needs of its host: a connection for one call, and the state of what it acts on.
extension GuestSource {
    /// Makes one call of libvirt on a connection of its own; its error becomes a sentence about the object.
    ///
    /// - Parameters:
    ///   - tried: what is tried on whom: "starting cloud".
    ///   - seconds: after these the call is abandoned: what became of it is then not known.
    func act<T: Sendable>(
        _ tried: Phrase, within seconds: Double = 60, _ call: @escaping @Sendable (Hypervisor) async throws -> T
    ) async throws(OperationFailure) -> T {
        guard link.access == .readWrite else { throw .readOnlySession }
        return try await ask(tried, within: seconds, call)
    }

    /// The same for a question, which a read-only session may ask too.
    func ask<T: Sendable>(
        _ tried: Phrase, within seconds: Double = 10, _ call: @escaping @Sendable (Hypervisor) async throws -> T
    ) async throws(OperationFailure) -> T {
        let connection: Hypervisor
        do { connection = try await link.lend() } catch { throw OperationFailure(error, tried: tried) }
        do {
            let limit = link.limit(seconds)
            let result = try await abandoning(after: limit, call: tried.english, object: host.rawValue) {
                try await call(connection)
            }
            await link.giveBack(connection)
            return result
        } catch {
            // One that did not answer goes with its last reference; one that refused is as good as before.
            if let error = error as? VirtError, error.code != .abandoned { await link.giveBack(connection) }
            throw OperationFailure(error, tried: tried)
        }
    }

    /// Lists the guests, unless they have been listed before. A worker acts before its own reading has begun, and a guest
    /// that is not known would count as one that is off.
    func knowGuests() async throws(OperationFailure) {
        guard !hasListed else { return }
        let listed = try await ask(.listingGuests, within: 20) { try await $0.guests() }
        for guest in listed where guests[guest.id] == nil { guests[guest.id] = guest }
        hasListed = true
    }

    /// The guest as it was last seen; nil where it is not known (any more).
    func guest(_ id: GuestID) -> Guest? { guests[id] }

    /// Waits until the guest's state is one of `states`: told by events, looked at five times a second.
    ///
    /// Gives false at the end of `seconds`. Throws when the job is cancelled.
    func wait(
        for id: GuestID, seconds: Double, _ context: WorkContext, until isReached: @Sendable (Guest?) -> Bool
    ) async throws(OperationFailure) -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !isReached(guests[id]) {
            if context.isCancelled() { throw .cancelled }
            guard ContinuousClock.now < deadline else { return false }
            do { try await Task.sleep(for: .milliseconds(200)) } catch { throw .cancelled }
        }
        return true
    }
}

extension Phrase {
    static let listingGuests = Phrase("listing the guests", "lecture de la liste des machines")
    static let listingVolumes = Phrase("listing the volumes", "lecture de la liste des volumes")
}

extension OperationFailure {
    /// An error of libvirt, of an abandoned wait, or of anything else, as a sentence that says what was tried.
    init(_ error: any Error, tried: Phrase) {
        switch error {
        case let failure as OperationFailure: self = failure
        case let error as VirtError:
            let said = SafeText(error.message)
            self.init(
                area: "libvirt", code: Int(error.code.rawValue),
                message: Phrase(
                    "\(tried.english): \(said)", "\(tried.french) : \(said)"), hint: error.hint)
        case is CancellationError: self = .cancelled
        case let error as RepositoryError: self.init(error)
        case let error as TransferError: self.init(error)
        default:
            let said = SafeText("\(error)")
            self.init(area: "program", message: Phrase("\(tried.english): \(said)", "\(tried.french) : \(said)"))
        }
    }

    static let cancelled = OperationFailure(area: "cancelled", message: Phrase("cancelled", "annulé"))

    static let readOnlySession = OperationFailure(
        area: "read-only",
        message: Phrase(
            "this session is read-only: nothing is changed", "cette session est en lecture seule : rien n’est modifié"),
        hint: Phrase("start without --read-only", "lancez sans --read-only"))

    /// The object of an operation that this session does not have.
    static func unknown(_ object: ObjectRef) -> OperationFailure {
        OperationFailure(
            area: "state",
            message: Phrase("\(object.name) is not known (any more)", "\(object.name) est inconnu (ou a disparu)"),
            hint: Phrase("refresh and look again", "actualisez et regardez à nouveau"))
    }

    /// A deed that does not fit its object: a program's mistake, told and not trapped.
    static func misplaced(_ operation: Operation) -> OperationFailure {
        OperationFailure(
            area: "program",
            message: Phrase(
                "this cannot be done to \(operation.object.name)",
                "cela ne peut pas être fait à \(operation.object.name)"))
    }
}
