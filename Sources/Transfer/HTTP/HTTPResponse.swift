public import Text

/// What a server answered. A redirect is an answer too: none is followed.
public struct HTTPResponse: Sendable, Equatable {
    public var status: Int
    public var headers: HTTPHeaders
    public var body: [UInt8]
    /// This machine's clock when the answer was there.
    public var arrived: Moment

    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], arrived: Moment = .now) {
        self.status = status
        self.headers = headers
        self.body = body
        self.arrived = arrived
    }

    public var isSuccess: Bool { (200..<300).contains(status) }
    public var isRedirect: Bool { (300..<400).contains(status) && status != 304 }
    /// The server's own clock (`Date`).
    public var serverTime: Moment? { headers["date"].flatMap { Moment(httpDate: $0) } }
    /// Where a redirect leads, as it is written: hostile until `SafeText`.
    public var location: String? { headers["location"] }

    /// Seconds until one may ask again (`Retry-After`, RFC 9110, 10.2.3); nil where it does not say.
    var retryAfter: Double? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Int(text) { return max(0, Double(seconds)) }
        return Moment(httpDate: text).map { max(0, $0.seconds(since: serverTime ?? arrived)) }
    }
}

/// The fields of an answer, by name whatever its letters' case, in the order of their arrival.
public struct HTTPHeaders: Sendable, Equatable {
    /// Names in small letters.
    private var fields: [(name: String, value: String)] = []

    public init(_ fields: [(name: String, value: String)] = []) {
        for field in fields { add(field.name, field.value) }
    }

    public mutating func add(_ name: String, _ value: String) { fields.append((name.lowercased(), value)) }

    /// The first field of that name.
    public subscript(name: String) -> String? { all(name).first }

    public func all(_ name: String) -> [String] {
        let name = name.lowercased()
        return fields.filter { $0.name == name }.map(\.value)
    }

    public static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }
}
