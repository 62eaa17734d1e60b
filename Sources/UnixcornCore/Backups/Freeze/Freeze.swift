import Foundation

/// How whole the files in a backup are.
public enum Consistency: String, Sendable, Codable, CaseIterable {
    /// The guest's file systems were flushed and held still at that moment.
    case fileSystems = "file-systems"
    /// As after a power cut.
    case crash
}

/// What became of a freeze.
public struct FreezeOutcome: Sendable, Equatable {
    public var consistency: Consistency
    /// File systems that were held.
    public var fileSystems = 0
    /// Seconds for which they were.
    public var seconds = 0.0
    /// Why the files are not whole, where they are not.
    public var reason: OperationFailure?
}

/// Runs `begin` while a running guest's file systems are held still, where that can be done; else without. They are let
/// go before this returns or throws, and by a second process if this one dies or takes longer than `limit`.
///
/// - Parameters:
///   - hypervisor: a connection that nobody else waits for.
///   - limit: seconds that the guest may stand still at most; a third of it for the agent to freeze.
///   - begin: fast: the guest's programs wait. `Hypervisor.beginBackup` takes a tenth of a second.
/// - Throws: what `begin` throws.
public func whileFrozen<T: Sendable>(
    _ guest: GuestID, on hypervisor: Hypervisor, limit: Double = 30, login: Login? = nil, executable: String? = nil,
    _ begin: @Sendable () async throws -> T
) async throws -> (T, FreezeOutcome) {
    var outcome = FreezeOutcome(consistency: .crash)
    let watch: ThawWatch
    do throws(OperationFailure) {
        try await ping(guest, hypervisor)
        watch = try await ThawWatch.start(
            uri: hypervisor.uri, guest: guest, limit: limit, login: login, executable: executable)
    } catch {
        outcome.reason = error
        return (try await begin(), outcome)
    }
    let start = ContinuousClock.now
    var frozen = false
    do {
        outcome.fileSystems = try await hypervisor.freeze(guest, within: max(1, Int(limit / 3)))
        frozen = true
    } catch {
        outcome.reason = OperationFailure(error, tried: .freezing)
    }
    let result: Result<T, any Error>
    do { result = .success(try await begin()) } catch { result = .failure(error) }
    // A freeze that failed may still come: thaw in any case. One that cannot thaw leaves it to the watch, whose socket
    // closes without a word.
    do {
        _ = try await hypervisor.thaw(guest, within: 5)
        if frozen, await watch.end() {
            outcome.consistency = .fileSystems
        } else if frozen {
            outcome.reason = OperationFailure(area: "state", message: .freezeCut(limit))
        }
    } catch {
        outcome.reason = OperationFailure(error, tried: .thawing)
    }
    outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
    return (try result.get(), outcome)
}

/// No agent, no freeze: found out before anything is started.
private func ping(_ guest: GuestID, _ hypervisor: Hypervisor) async throws(OperationFailure) {
    do { try await hypervisor.pingAgent(guest, within: 5) } catch {
        throw OperationFailure(error, tried: .freezing)
    }
}
