import TestSupport
import Testing

@testable import UnixcornCore

/// A double of a service, and its directory as the configuration declares it.
struct DirectoryBench {
    let double: DirectoryDouble
    let directory: any Directory

    init(
        _ kind: Configuration.ServiceDeclaration.Kind, users: String = "12", faults: [String] = [], more: [String] = [],
        exemptGroups: Set<String> = []
    ) throws {
        double = try DirectoryDouble(kind.rawValue, users: users, faults: faults, more: more)
        var service = Configuration.ServiceDeclaration(name: "service", kind: kind)
        service.url = double.url
        service.login = kind == .nextcloud || kind == .owncloud ? double.login : ""
        service.passwordFile = double.passwordFile
        service.caFile = double.certificates.authority
        service.exemptGroups = exemptGroups
        directory = try DeclaredDirectory.open(service, Configuration(), limits: DirectoryBench.quick)
    }

    static let quick = HTTPLimits(
        connecting: 30, whole: 60, stall: 30, attempts: 2, firstPause: 0.02, longestPause: 3)

    static let kinds: [Configuration.ServiceDeclaration.Kind] = [.nextcloud, .owncloud, .gitlab, .gitea, .forgejo]
}

/// The failure of `deed`; an issue where it has none.
func refused(_ deed: () async throws(OperationFailure) -> Void) async -> OperationFailure? {
    do throws(OperationFailure) {
        try await deed()
        Issue.record("it went well")
        return nil
    } catch { return error }
}
