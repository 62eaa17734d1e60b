import JSON

extension DirectoryLine {
    /// All pages of a list, each handed over as it comes, by their links alone: the only way that GitLab keeps. A link that
    /// leads to another server, or to a page that was there, throws.
    /// - Returns: the last answer.
    @discardableResult
    func pages(
        _ first: HTTPRequest, _ take: ([JSONValue], HTTPResponse) throws(OperationFailure) -> Void
    ) async throws(OperationFailure) -> HTTPResponse {
        var request = first
        var seen: Set<String> = []
        var count = 0
        while true {
            let (values, response) = try await list(request)
            count += values.count
            try take(values, response)
            guard let link = LinkField.next(response.headers) else { return response }
            guard seen.insert(link).inserted else { throw failure(0, .pageRepeats(place, count), .askAgain) }
            request = try follow(link, request)
        }
    }

    /// A list in JSON, and the answer that it came in.
    func list(_ request: HTTPRequest) async throws(OperationFailure) -> ([JSONValue], HTTPResponse) {
        let response = try await call(request)
        guard response.isSuccess else { throw refusal(response, request) }
        let value = try json(response, request)
        guard let list = value.array else { throw wrongShape(request, "the list", value) }
        return (list, response)
    }

    /// The same call at the address of a link, where that is below our own.
    private func follow(_ link: String, _ request: HTTPRequest) throws(OperationFailure) -> HTTPRequest {
        let server = connection.server
        let shown = SafeText(String(link.prefix { $0 != "?" }.prefix(120)))
        guard let address = HTTPAddress(link), address.origin == server.origin,
            address.path.hasPrefix(server.folder + "/")
        else { throw failure(0, .foreignLink(place, shown), .checkOrigin) }
        var next = HTTPRequest(.get, String(address.path.dropFirst(server.folder.count)) + address.query)
        next.headers = request.headers
        return next
    }

    /// What a forge that answered does not do.
    func refusal(_ response: HTTPResponse, _ request: HTTPRequest) -> OperationFailure {
        let name = name(request)
        let said = SafeText("\(response.status) \(said(response))")
        switch response.status {
        case 403: return failure(403, .directoryForbids(place, name, said), .beAdministrator)
        case 404: return failure(404, .noAPI(place, name), .checkKind)
        default: return failure(response.status, .refusedCall(place, name, said), .lookThere)
        }
    }

    /// Whether a 404 is the API's own word for a thing that is not there: JSON with a message, which the answer to an
    /// address that nobody knows has not.
    func isMissing(_ response: HTTPResponse, saying words: [String]) -> Bool {
        guard response.status == 404, response.body.first == UInt8(ascii: "{") else { return false }
        let said = said(response).string.lowercased()
        return words.contains { said.contains($0) }
    }
}
