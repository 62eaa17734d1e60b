/// Does operations. Each subject's folder says how its deeds are done.
struct Performer: Sendable {
    let sources: [HostID: GuestSource]
    let configuration: Configuration
    let stateFolder: String
    /// Of the demo site; nil: backups are real.
    var demoBackups: DemoBackups?
    /// Of the demo site; nil: rules are the kernel's.
    var demoFirewall: DemoFirewall?
    /// Of the demo site; nil: accounts are those of real services.
    var demoMembers: DemoMembers?
    /// Seconds that `shutDown` waits for an agent before it presses the power button.
    var agentPatience = 30.0

    /// Does one operation; returns when its effect is there. Throws `OperationFailure`.
    func perform(_ operation: Operation, _ context: WorkContext) async throws(OperationFailure) {
        if case .backup(let deed) = operation.deed {
            if context.isCancelled() { throw .cancelled }
            if let demoBackups { return try await demoBackups.perform(deed, context) }
            return try await perform(deed, context)
        }
        if case .firewall(let deed) = operation.deed {
            if context.isCancelled() { throw .cancelled }
            if let demoFirewall { return try await demoFirewall.perform(deed, context) }
            return try await perform(deed, context)
        }
        if case .member(let deed) = operation.deed {
            if context.isCancelled() { throw .cancelled }
            if let demoMembers { return try await demoMembers.perform(deed, on: operation.object, context) }
            return try await perform(deed, on: operation.object, context)
        }
        if case .finance(let deed) = operation.deed {
            if context.isCancelled() { throw .cancelled }
            return try await perform(deed, context)
        }
        guard let host = operation.object.host, let source = sources[host] else { throw .unknown(operation.object) }
        if context.isCancelled() { throw .cancelled }
        do throws(OperationFailure) {
            switch operation.deed {
            case .guest, .host: try await source.knowGuests()
            case .pool, .volume, .network, .backup, .firewall, .member, .finance: break
            }
            switch (operation.deed, operation.object) {
            case (.guest(let deed), .guest(_, let id, let name)):
                try await perform(deed, on: id, SafeText(name), source, context)
            case (.pool(let deed), .pool(_, let id, let name)):
                try await perform(deed, on: id, SafeText(name), source, context)
            case (.volume(let deed), .volume(_, let pool, _, let name)):
                try await perform(deed, on: name, in: pool, operation.object.name, source, context)
            case (.network(let deed), .network(_, let id, let name)):
                try await perform(deed, on: id, SafeText(name), source, context)
            case (.host(let deed), .host):
                try await perform(deed, source, context)
            default: throw .misplaced(operation)
            }
        } catch {
            // Half done is done: what is shown must be what is there.
            await source.changed(operation.object)
            throw error
        }
        await source.changed(operation.object)
    }
}

extension WorkContext {
    /// Says what is being done. The log, like libvirt's own messages, is in English.
    func say(_ phase: Phrase, _ progress: Double? = nil) {
        report(phase, progress)
        log(phase.english)
    }
}
