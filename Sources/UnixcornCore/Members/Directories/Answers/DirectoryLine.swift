/// The calls of one directory over HTTPS, and what is made of answers that are none.
struct DirectoryLine: Sendable {
    let connection: HTTPConnection
    /// What to call it: `https://cloud.example.org`.
    var place: SafeText { SafeText(connection.server.url) }

    /// The answer of an API, whatever its status; an error where something else answered: a redirect, a page for people,
    /// a server that does not take this login, or that is busy after all tries.
    func call(_ request: HTTPRequest) async throws(OperationFailure) -> HTTPResponse {
        let response: HTTPResponse
        do throws(TransferError) { response = try await connection.call(request) } catch {
            throw OperationFailure(directory: error)
        }
        if response.isRedirect { throw redirected(response, request) }
        switch response.status {
        case 401: throw failure(401, .directoryLogin(place, said(response)), .renewLogin)
        case 429: throw failure(429, .directoryBusy(place), .askLater)
        case 503: throw failure(503, .directoryDown(place, said(response)), .endMaintenance)
        default: break
        }
        if isWebPage(response) {
            let name = name(request)
            throw failure(response.status, .webPage(place, name, response.status), .checkWebPage)
        }
        return response
    }

    func failure(_ code: Int = 0, _ message: Phrase, _ hint: Phrase? = nil) -> OperationFailure {
        OperationFailure(area: "directory", code: code, message: message, hint: hint)
    }

    /// How a call is named in messages: without its question, which may hold what is private.
    func name(_ request: HTTPRequest) -> SafeText { SafeText("\(request.method.rawValue) \(request.path)") }

    private func redirected(_ response: HTTPResponse, _ request: HTTPRequest) -> OperationFailure {
        let target = response.location ?? ""
        let isLogin = ["login", "sign_in", "signin", "saml", "sso", "oauth"].contains {
            target.lowercased().contains($0)
        }
        // The question of a login page's address may carry tokens.
        let shown = SafeText(String(target.prefix { $0 != "?" }.prefix(120)))
        return failure(
            response.status, .directoryRedirects(place, name(request), shown),
            isLogin ? .redirectedToLogin : .redirectedElsewhere)
    }

    /// A page for people instead of data.
    private func isWebPage(_ response: HTTPResponse) -> Bool {
        let start = response.body.prefix(512).drop { [9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        return ["<!doctype html", "<html", "<head", "<body"].contains { text.hasPrefix($0) }
    }

    /// A path of segments that come from outside. Throws where one of them cannot be named in a URL.
    func path(_ base: String, _ segment: String, _ rest: String = "") throws(OperationFailure) -> String {
        guard let coded = HTTPRequest.path(segment) else {
            throw failure(0, .unnameable(place, SafeText(segment)), .actThere)
        }
        return base + coded + rest
    }
}

extension OperationFailure {
    /// A directory that could not be asked.
    init(directory error: TransferError) {
        let area =
            switch error.kind {
            case .cancelled: "cancelled"
            case .usage: "usage"
            default: "directory"
            }
        self.init(area: area, code: error.reply, message: error.message, hint: error.hint)
    }
}
