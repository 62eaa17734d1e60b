import JSON

/// The accounts of a Nextcloud or an ownCloud, through its provisioning API.
///
/// Anchors: `apps/provisioning_api/openapi.json` of nextcloud/server, `apps/provisioning_api/lib/Users.php` of
/// owncloud/core. An administrator's login is needed: of other people a group's administrator is told a part only.
struct OCSDirectory: Directory {
    let line: DirectoryLine
    let isNextcloud: Bool
    /// Of the API: 1 or 2. Both say the same, with other numbers.
    let version: Int
    /// The login that is used: it does nothing to itself.
    let login: String
    /// Users of one page of details.
    let pageSize: Int

    init(_ line: DirectoryLine, isNextcloud: Bool, login: String, version: Int? = nil, pageSize: Int = 200) {
        self.line = line
        self.isNextcloud = isNextcloud
        self.login = login
        self.version = version ?? (isNextcloud ? 2 : 1)
        self.pageSize = pageSize
    }

    var place: String { line.connection.server.url }
    var abilities: Set<DirectoryAbility> { [.disable, .delete, .create, .password, .quota] }

    static let users = "/cloud/users"

    func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        var request = HTTPRequest(method, "/ocs/v\(version).php" + path)
        request.query = [("format", "json")]
        request.headers = [("OCS-APIRequest", "true"), ("Accept", "application/json")]
        return request
    }

    /// The envelope of an answer, whatever it says.
    func ask(_ request: HTTPRequest) async throws(OperationFailure) -> (envelope: OCSEnvelope, response: HTTPResponse) {
        let response = try await line.call(request)
        return (try line.envelope(response, request), response)
    }

    /// The data of a success; anything else throws.
    func data(_ request: HTTPRequest) async throws(OperationFailure) -> (data: JSONValue, envelope: OCSEnvelope) {
        let (envelope, response) = try await ask(request)
        guard envelope.isSuccess, response.isSuccess else { throw refusal(envelope, response, request) }
        return (envelope.data, envelope)
    }

    /// What a service that answered does not do.
    func refusal(_ envelope: OCSEnvelope, _ response: HTTPResponse, _ request: HTTPRequest) -> OperationFailure {
        let (place, name) = (line.place, line.name(request))
        let said = SafeText("\(envelope.code) " + envelope.message.prefix(200))
        if envelope.message.lowercased().contains("password confirmation") {
            return line.failure(envelope.code, .passwordConfirmation(place, name), .useOcc)
        }
        if envelope.isUnknownCall { return line.failure(envelope.code, .noAPI(place, name), .checkKind) }
        switch envelope.code {
        case 401, 403, 997: return line.failure(envelope.code, .directoryForbids(place, name, said), .beAdministrator)
        case 101 where request.method != .get && request.method != .post:
            return line.failure(101, .refusedCall(place, name, said), .ownOrForeignAccount)
        default: return line.failure(envelope.code, .refusedCall(place, name, said), .lookThere)
        }
    }
}
