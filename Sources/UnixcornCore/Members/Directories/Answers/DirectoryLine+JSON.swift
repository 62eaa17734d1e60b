import JSON

extension DirectoryLine {
    /// The JSON of an answer. What is none is told apart: nothing, a text that ends too early, something else.
    func json(_ response: HTTPResponse, _ request: HTTPRequest) throws(OperationFailure) -> JSONValue {
        // Some PHP files begin with a byte order mark, and so do the answers then.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = response.body.starts(with: mark) ? Array(response.body.dropFirst(3)) : response.body
        var scanner = JSONScanner(bytes)
        if let value = scanner.document() { return value }
        let name = name(request)
        if bytes.isEmpty { throw failure(response.status, .emptyAnswer(place, name), .checkAnswer) }
        if scanner.place >= bytes.count { throw failure(response.status, .cutAnswer(place, name), .checkAnswer) }
        let start = SafeText(String(decoding: bytes.prefix(60), as: UTF8.self))
        throw failure(response.status, .notJSON(place, name, start), .checkWebPage)
    }

    /// Data that is JSON, but not of the shape that it must have.
    func wrongShape(_ request: HTTPRequest, _ field: String, _ value: JSONValue?) -> OperationFailure {
        failure(0, .wrongShape(place, name(request), SafeText(field), SafeText(value?.glimpse ?? "")), .checkKind)
    }

    /// What a server says of a refusal, cut; empty where it says nothing in JSON.
    func said(_ response: HTTPResponse) -> SafeText {
        var scanner = JSONScanner(response.body)
        guard let value = scanner.document() else { return "" }
        let meta = value["ocs"]?["meta"]
        let texts = [
            meta?["message"], value["message"], value["error_description"], value["error"],
        ].compactMap { $0?.string ?? $0.map(\.glimpse) }
        return SafeText(String((texts.first { !$0.isEmpty } ?? "").prefix(200)))
    }
}

extension JSONValue {
    /// The beginning of it, for messages: 60 characters at most.
    var glimpse: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): String(number)
        case .decimal(let text): String(text.prefix(60))
        case .string(let text): String(text.prefix(60))
        case .array(let list): String("[\(list.prefix(3).map(\.glimpse).joined(separator: ", "))]".prefix(60))
        case .object(let members):
            String(
                "{\(members.prefix(3).map { "\($0.name): \($0.value.glimpse)" }.joined(separator: ", "))}".prefix(60))
        }
    }

    /// A text, or a number where a server of PHP made one of a text of digits.
    var word: String? {
        switch self {
        case .string(let text): text
        case .number(let number): String(number)
        default: nil
        }
    }

    /// The values of a list: PHP writes one with holes as a map, and XML has an empty text for an empty one.
    var listed: [JSONValue]? {
        switch self {
        case .array(let list): list
        case .object(let members): members.map(\.value)
        case .string(""): []
        default: nil
        }
    }

    /// A whole number, however it is written: `1`, `1.0`, `1e3`, `"1"`. Nil for anything else.
    var whole: Int64? {
        switch self {
        case .number(let number): Int64(number)
        case .decimal(let text): Int64(exactly: (Double(text) ?? .nan).rounded())
        case .string(let text): Int64(text) ?? Double(text).flatMap { Int64(exactly: $0.rounded()) }
        default: nil
        }
    }
}
