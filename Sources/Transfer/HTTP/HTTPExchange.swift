import CCurl
import Text

/// What one call sends and hears. Lives on one thread, for as long as that call.
final class HTTPExchange: Wire {
    let limits: HTTPLimits
    let meter: TransferMeter
    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    /// What was too large, where something was.
    private(set) var excess: Excess?
    private var headerBytes = 0
    /// Fields behind the body are nobody's.
    private var isInHeader = false

    enum Excess { case body, header }

    init(limits: HTTPLimits, meter: TransferMeter) {
        self.limits = limits
        self.meter = meter
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= limits.answer else {
            excess = .body
            return 0
        }
        body.append(contentsOf: bytes)
        meter.receive(bytes.count)
        return bytes.count
    }

    func read(into room: UnsafeMutableRawBufferPointer) -> Int { 0 }

    /// One line. A status line begins an answer: of `100 Continue` nothing is kept.
    func hear(_ line: String) -> Bool {
        headerBytes += line.utf8.count
        guard headerBytes <= limits.header else {
            excess = .header
            return false
        }
        let line = line.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        if !isInHeader, line.hasPrefix("HTTP/") {
            let words = line.split(separator: " ")
            status = words.count > 1 ? Int(words[1]) ?? 0 : 0
            headers = HTTPHeaders()
            isInHeader = true
        } else if line.isEmpty {
            isInHeader = false
        } else if isInHeader, let colon = line.firstIndex(of: ":") {
            let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
            let value = line[line.index(after: colon)...].drop(while: isBlank)
            let end = value.lastIndex { !isBlank($0) }.map { value.index(after: $0) } ?? value.startIndex
            headers.add(String(line[..<colon]), String(value[..<end]))
        }
        return true
    }

    var response: HTTPResponse { HTTPResponse(status: status, headers: headers, body: body) }
}
