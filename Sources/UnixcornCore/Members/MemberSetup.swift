import Foundation
import Text

/// What a declared service needs, and how much of it is there: for `doctor`.
public struct MemberSetup: Sendable {
    public let service: String
    public let place: String
    /// Why the administrator's secret cannot be used; nil: it can, or none is needed.
    public let secret: OperationFailure?
    /// Why the service did not answer; nil: it did, or it was not asked.
    public let refusal: OperationFailure?
    /// How many it listed just now; nil: it was not asked.
    public let listed: Int?
    /// What holds against judging anybody, from what was read before.
    public let doubts: [Doubt]
    public let readAt: Moment?

    /// Looks at every service. `network`: each is asked, too; nothing that it says is kept.
    public static func examine(
        _ configuration: Configuration, stateFolder: String, network: Bool
    ) async -> [MemberSetup] {
        // One who never ran it has no state yet: nothing was read.
        let store = try? StateStore(reading: stateFolder)
        var state = MembersState()
        if let store { state = await MembersState.read(configuration, store) }
        var found: [MemberSetup] = []
        for name in configuration.services.keys.sorted() {
            guard let declaration = configuration.services[name] else { continue }
            let known = state.services.first { $0.id == name }
            let asked: Result<Int?, OperationFailure> = await network ? ask(declaration, configuration) : .success(nil)
            var (listed, refusal): (Int?, OperationFailure?) = (nil, nil)
            switch asked {
            case .success(let count): listed = count
            case .failure(let failure): refusal = failure
            }
            found.append(
                MemberSetup(
                    service: name, place: declaration.url, secret: secret(declaration), refusal: refusal,
                    listed: listed, doubts: known?.doubts ?? [], readAt: known?.readAt))
        }
        return found
    }

    private static func secret(_ service: Configuration.ServiceDeclaration) -> OperationFailure? {
        guard !service.passwordFile.isEmpty else { return nil }
        do throws(OperationFailure) { _ = try Secret.read(file: service.passwordFile) } catch { return error }
        return nil
    }

    private static func ask(
        _ service: Configuration.ServiceDeclaration, _ configuration: Configuration
    ) async -> Result<Int?, OperationFailure> {
        do throws(OperationFailure) {
            return .success(try await DeclaredDirectory.open(service, configuration).census().accounts.count)
        } catch { return .failure(error) }
    }
}
