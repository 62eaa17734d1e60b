import CCurl
import Text

/// One server of HTTPS as one login, as an actor on a serial queue of its own: its line is kept and used again, and opened
/// again when the server has let it go.
///
/// Every call blocks that queue for as long as the server takes, within `HTTPLimits`; none blocks Swift's own threads.
/// A cancelled task ends its call within a second. Nothing is ever followed to another address.
public actor HTTPConnection {
    public nonisolated let server: HTTPServer
    public nonisolated let limits: HTTPLimits
    public nonisolated let meter: TransferMeter
    let login: HTTPLogin
    /// Nil until the first call.
    var handle: Handle?
    private nonisolated let queue: SerialQueue

    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Nothing is sent yet.
    public init(
        _ server: HTTPServer, login: HTTPLogin = .none, limits: HTTPLimits = HTTPLimits(),
        meter: TransferMeter = TransferMeter()
    ) {
        self.server = server
        self.login = login
        self.limits = limits
        self.meter = meter
        queue = SerialQueue(label: "unixcorn.http")
    }

    /// Closes the line. The next call would open it again.
    public func close() { handle = nil }

    /// The answer, whatever its status. Throws where there is none.
    ///
    /// A reading call is tried again where the line failed, and where the server says that it is busy (429, 503) and, in
    /// `Retry-After` or by keeping silent about it, that it will not be for long; the last such answer is the answer.
    /// Any other call is sent once: where it may have arrived, the error says so.
    public func call(_ request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
        var attempt = 1
        while true {
            let isLast = attempt >= limits.attempts || !request.method.isReading
            let pause: Double
            do throws(TransferError) {
                let response = try send(request)
                guard response.status == 429 || response.status == 503, !isLast else { return response }
                pause = response.retryAfter ?? limits.pause(after: attempt)
                guard pause <= limits.longestPause else { return response }
            } catch {
                guard error.isPassing, !isLast else { throw error.after(attempt) }
                pause = limits.pause(after: attempt)
            }
            try await rest(pause)
            attempt += 1
        }
    }

    private func rest(_ pause: Double) async throws(TransferError) {
        // Never sooner than the server said; a little by chance, so that two programs do not knock together for ever.
        let seconds = pause * Double.random(in: 1...1.25)
        do { try await Task.sleep(for: .seconds(seconds)) } catch { throw TransferError(.cancelled, .cancelled) }
    }
}
