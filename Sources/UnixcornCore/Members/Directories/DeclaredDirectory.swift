/// Makes the directory of a declared service.
enum DeclaredDirectory {
    /// Reads the password or token; nothing is sent yet.
    static func open(
        _ service: Configuration.ServiceDeclaration, _ configuration: Configuration,
        limits: HTTPLimits = HTTPLimits()
    ) throws(OperationFailure) -> any Directory {
        switch service.kind {
        case .nextcloud, .owncloud: return try cloud(service, configuration, limits)
        case .gitlab: return GitLabDirectory(line: try line(service, limits), groups: service.exemptGroups.sorted())
        case .gitea, .forgejo:
            return GiteaDirectory(line: try line(service, limits), groups: service.exemptGroups.sorted())
        case .unix: return UnixDirectory(firstUID: UInt32(clamping: service.firstUID))
        case .csv: return CSVDirectory(path: service.file)
        }
    }

    /// By its API; by `occ` what that refuses, or everything where no address is declared.
    private static func cloud(
        _ service: Configuration.ServiceDeclaration, _ configuration: Configuration, _ limits: HTTPLimits
    ) throws(OperationFailure) -> any Directory {
        let isNextcloud = service.kind == .nextcloud
        let occ = OccLine.declared(service, configuration).map { OccDirectory(line: $0, isNextcloud: isNextcloud) }
        if let occ, service.url.isEmpty { return occ }
        let api = OCSDirectory(try line(service, limits), isNextcloud: isNextcloud, login: service.login)
        guard let occ else { return api }
        return OccFallback(api: api, occ: occ)
    }

    /// The service's other sources.
    static func readers(_ service: Configuration.ServiceDeclaration, _ configuration: Configuration)
        -> [any EvidenceReader]
    {
        var readers: [any EvidenceReader] = service.accessLog.isEmpty ? [] : [LogReader(service: service)]
        if let line = OccLine.declared(service, configuration), service.kind == .nextcloud {
            readers.append(TokenReader(tokens: OccTokens(line: line)))
        }
        return readers
    }

    private static func line(
        _ service: Configuration.ServiceDeclaration, _ limits: HTTPLimits
    ) throws(OperationFailure) -> DirectoryLine {
        let server: HTTPServer
        do throws(TransferError) {
            server = try HTTPServer(
                url: service.url, authorities: service.caFile.isEmpty ? nil : service.caFile,
                pinnedKey: service.tlsPin.isEmpty ? nil : service.tlsPin)
        } catch { throw OperationFailure(directory: error) }
        guard !service.passwordFile.isEmpty else {
            throw OperationFailure(
                area: "usage", message: .noDirectoryPassword(SafeText(service.name)), hint: .nameDirectoryPassword)
        }
        let secret = Password(try Secret.read(file: service.passwordFile))
        return DirectoryLine(connection: HTTPConnection(server, login: login(service, secret), limits: limits))
    }

    /// With a login it is a password, without one a token.
    private static func login(_ service: Configuration.ServiceDeclaration, _ secret: Password) -> HTTPLogin {
        switch service.kind {
        case .gitlab: .field(name: "PRIVATE-TOKEN", secret)
        case .gitea, .forgejo: service.login.isEmpty ? .token(secret) : .basic(user: service.login, secret)
        default: service.login.isEmpty ? .bearer(secret) : .basic(user: service.login, secret)
        }
    }
}
