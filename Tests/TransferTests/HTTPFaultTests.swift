import TestSupport
import Testing
import Text

@testable import Transfer

@Suite("HTTP: what goes wrong", .serialized, .enabled(if: ScriptedServer.isPossible))
struct HTTPFaultTests {
    private static let cut = ScriptedServer.entry(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1", #""close": true"#)

    private func error(_ bench: HTTPBench, _ method: HTTPRequest.Method = .get) async -> TransferError? {
        await failure { () async throws(TransferError) in
            _ = try await bench.connection.call(HTTPRequest(method, "/users"))
        }
    }

    @Test("a cut answer is read again; one that stays cut is an error, tries counted")
    func cut() async throws {
        let once = try HTTPBench([HTTPFaultTests.cut, HTTPBench.fine])
        #expect(try await once.connection.call(HTTPRequest(.get, "/")).status == 200)
        let always = try HTTPBench([HTTPFaultTests.cut])
        let failed = await error(always)
        #expect(failed?.kind == .cut && failed?.message.english.contains("(tried 3 times)") == true)
    }

    @Test(
        "a writing call that was cut is sent once, and says that it may have been done",
        arguments: [HTTPRequest.Method.delete, .post, .put, .patch])
    func writing(method: HTTPRequest.Method) async throws {
        // A kept line that dies at the next request: libcurl alone would send it again.
        let bench = try HTTPBench([HTTPBench.fine, "{}", HTTPBench.fine])
        _ = try await bench.connection.call(HTTPRequest(.get, "/"))
        let failed = await error(bench, method)
        #expect(failed?.kind == .cut && failed?.hint?.english.contains("may have been done") == true)
        #expect(try bench.server.requests.count == 2)
    }

    @Test("no answer in time ends the call")
    func time() async throws {
        var limits = HTTPBench.quick
        (limits.whole, limits.attempts) = (0.5, 1)
        let bench = try HTTPBench([#"{"wait": 20}"#], limits: limits)
        #expect(await error(bench)?.kind == .timeout)
        (limits.whole, limits.stall) = (30, 1)
        let slow = try HTTPBench([#"{"wait": 20}"#], limits: limits)
        #expect(await error(slow)?.kind == .timeout)
    }

    @Test("a cancelled task ends its call")
    func cancelled() async throws {
        let bench = try HTTPBench([#"{"wait": 30}"#])
        let task = Task { await error(bench) }
        try await Task.sleep(for: .milliseconds(300))
        let start = ContinuousClock.now
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("answers and headers without end are cut off")
    func large() async throws {
        var limits = HTTPBench.quick
        limits.answer = 1 << 20
        let head = "HTTP/1.1 200 OK\\r\\n\\r\\n"
        let body = try HTTPBench(
            ["{\"send\": \"\(head)\(String(repeating: "x", count: 1 << 20))\", \"times\": 4}"], limits: limits)
        #expect(await error(body)?.message.english.contains("more than 1048576 bytes") == true)
        let field = "X-\(String(repeating: "a", count: 500)): 1\\r\\n"
        let header = try HTTPBench(["{\"send\": \"HTTP/1.1 200 OK\\r\\n\(String(repeating: field, count: 200))\"}"])
        #expect(await error(header)?.message.english.contains("header") == true)
    }

    @Test("what is not HTTP is named")
    func notHTTP() async throws {
        let bench = try HTTPBench([ScriptedServer.entry("SSH-2.0-OpenSSH_9.2\r\n", #""close": true"#)])
        #expect(await error(bench)?.kind == .unsupported)
    }

    @Test("authority, name and key decide; a plain server is never answered in the clear")
    func trust() async throws {
        let server = try ScriptedServer("[\(HTTPBench.fine)]")
        func call(_ url: String, _ authority: String?, _ pin: String?) async throws -> TransferError.Kind? {
            let place = try HTTPServer(url: url, authorities: authority, pinnedKey: pin)
            let login = HTTPLogin.bearer(Password("corne"))
            do throws(TransferError) {
                _ = try await HTTPConnection(place, login: login, limits: HTTPBench.quick).call(HTTPRequest(.get, "/"))
                return nil
            } catch { return error.kind }
        }
        let known = try #require(server.certificates)
        let other = "sha256//" + String(repeating: "A", count: 43) + "="
        #expect(try await call(server.url, known.authority, nil) == nil)
        #expect(try await call(server.url, nil, nil) == .certificate)
        #expect(try await call(server.url, nil, known.pin) == nil)
        #expect(try await call(server.url, nil, other) == .certificate)
        #expect(try await call(server.url, known.authority, other) == .certificate)
        let elsewhere = try ScriptedServer("[\(HTTPBench.fine)]", name: "cloud.example.org")
        #expect(try await call(elsewhere.url, elsewhere.certificates?.authority, nil) == .certificate)
        let plain = try ScriptedServer("[\(HTTPBench.fine)]", tls: false)
        #expect(try await call(plain.url.replacing("http:", with: "https:"), nil, nil) == .tlsRefused)
        #expect(try plain.requests.isEmpty)
        #expect(try await call("https://127.0.0.1:1", nil, nil) == .refused)
        #expect(try await call("https://no-such-host.invalid", nil, nil) == .wrongHost)
    }

    @Test("secrets and paths that would become fields of their own are refused")
    func injection() async throws {
        let bench = try HTTPBench([HTTPBench.fine], login: .bearer(Password("a\r\nX: 1")))
        let secret = await error(bench)
        #expect(secret?.kind == .usage && secret?.message.english.contains("X: 1") == false)
        let fine = try HTTPBench([HTTPBench.fine])
        let path = await failure { () async throws(TransferError) in
            _ = try await fine.connection.call(HTTPRequest(.get, "/a b"))
        }
        #expect(path?.kind == .usage)
        #expect(try bench.server.requests.isEmpty && fine.server.requests.isEmpty)
    }
}
