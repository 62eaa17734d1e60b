import JSON
import XML

/// An answer of the Open Collaboration Services: `ocs.meta` and `ocs.data`, in JSON or in XML, of version 1 or 2.
struct OCSEnvelope {
    /// 100 in version 1, 200 in version 2. Version 1 says everything here, and 200 over HTTP whatever happened.
    var code: Int
    var message: String
    var total: Int?
    var data: JSONValue

    var isSuccess: Bool { code == 100 || code == 200 }
    /// The thing that was asked for is not there; not the call itself, which has the same number.
    var isMissing: Bool { (code == 404 || code == 998) && !isUnknownCall }
    /// Nobody there knows the call: the app behind it is off.
    var isUnknownCall: Bool { message.lowercased().hasPrefix("invalid query") }

    /// Nil for anything that is no envelope.
    init?(_ value: JSONValue) {
        guard let ocs = value["ocs"], let meta = ocs["meta"], let code = meta["statuscode"]?.whole else { return nil }
        self.code = Int(code)
        message = meta["message"]?.string ?? ""
        total = (meta["totalitems"]?.whole).map { Int($0) }
        data = ocs["data"] ?? .null
    }

    /// Whether the bytes are XML, which a server may send whatever was asked for.
    static func isXML(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.prefix(64), as: UTF8.self)
        return text.drop { $0.isWhitespace }.hasPrefix("<?xml") || text.drop { $0.isWhitespace }.hasPrefix("<ocs>")
    }

    /// XML as the same server's JSON would have it: a list is of elements named `element`, a map of any others, and
    /// everything else is text.
    static func value(_ element: Element) -> JSONValue {
        let children = element.elements
        guard let first = children.first else { return .string(element.trimmedText) }
        if first.name == "element" { return .array(children.map(value)) }
        return .object(children.map { JSONValue.Member(name: $0.name, value: value($0)) })
    }
}

extension DirectoryLine {
    /// What an answer of OCS says. Throws for whatever is none.
    func envelope(_ response: HTTPResponse, _ request: HTTPRequest) throws(OperationFailure) -> OCSEnvelope {
        let value: JSONValue
        if OCSEnvelope.isXML(response.body) {
            let document: Document
            do throws(XMLError) { document = try Document(parsing: response.body) } catch {
                throw failure(response.status, .badXML(place, name(request), SafeText(error.message)), .checkAnswer)
            }
            value = .object([.init(name: document.root.name, value: OCSEnvelope.value(document.root))])
        } else if response.status == 404, response.body.first != UInt8(ascii: "{") {
            throw failure(404, .noAPI(place, name(request)), .checkKind)
        } else {
            value = try json(response, request)
        }
        guard let envelope = OCSEnvelope(value) else { throw wrongShape(request, "ocs.meta.statuscode", value) }
        return envelope
    }
}
