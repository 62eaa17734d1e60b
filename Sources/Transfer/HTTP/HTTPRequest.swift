/// One call of a server: what is asked of which resource.
public struct HTTPRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"

        /// Whether it changes nothing there, so that it may be repeated (RFC 9110, 9.2.1).
        public var isReading: Bool { self == .get }
    }

    public var method: Method
    /// Below the server's folder, coded: see `path(_:)`. Begins with `/`.
    public var path: String
    /// What stands behind the question mark; coded when it is sent.
    public var query: [(name: String, value: String)] = []
    /// Without the login, which the connection adds.
    public var headers: [(name: String, value: String)] = []
    /// May hold passwords: it is in no message.
    public var body: [UInt8]?

    public init(_ method: Method, _ path: String) {
        self.method = method
        self.path = path
    }

    /// The segments of a path, each coded: what is in one cannot leave it. Nil where one is empty, `.` or `..`, which no
    /// server takes for a name, coded or not (RFC 3986, 5.2.4).
    public static func path(_ segments: String...) -> String? {
        guard !segments.contains(where: { ["", ".", ".."].contains($0) }) else { return nil }
        return segments.map { "/" + PercentCoding.encode($0) }.joined()
    }

    /// A body of `name=value` pairs (`application/x-www-form-urlencoded`).
    public mutating func setForm(_ fields: [(name: String, value: String)]) {
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        body = Array(HTTPRequest.pairs(fields).utf8)
    }

    public mutating func setJSON(_ text: String) {
        headers.append(("Content-Type", "application/json"))
        body = Array(text.utf8)
    }

    /// Path and question, as they are sent.
    var target: String { query.isEmpty ? path : path + "?" + HTTPRequest.pairs(query) }

    private static func pairs(_ fields: [(name: String, value: String)]) -> String {
        fields.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.joined(separator: "&")
    }
}
