import TestSupport
import Testing
import Text

@testable import Transfer

@Suite("HTTP: calls", .serialized, .enabled(if: ScriptedServer.isPossible))
struct HTTPCallTests {
    @Test("a call sends what it says, the answer is read, and the line is kept")
    func call() async throws {
        let answer = ScriptedServer.json(
            #"{"a":1}"#,
            headers: ["Date: Sun, 06 Nov 1994 08:49:37 GMT", "X-Mixed:  two words \t", "LINK: <a>", "Link: <b>"])
        let bench = try HTTPBench([answer], login: .basic(user: "admin", Password("corne")))
        var request = HTTPRequest(.get, "/ocs/users")
        request.query = [("search", "é&b"), ("limit", "1")]
        request.headers = [("OCS-APIRequest", "true")]
        let response = try await bench.connection.call(request)
        #expect(response.status == 200 && String(decoding: response.body, as: UTF8.self) == #"{"a":1}"#)
        #expect(response.headers["x-MIXED"] == "two words" && response.headers.all("link") == ["<a>", "<b>"])
        #expect(response.serverTime == Moment(seconds: 784_111_777))
        _ = try await bench.connection.call(request)
        #expect(try bench.server.connections == 1)
        let sent = try #require(try bench.server.requests.first)
        #expect(sent.hasPrefix("GET /ocs/users?search=%C3%A9%26b&limit=1 HTTP/1.1\r\n"))
        #expect(sent.contains("OCS-APIRequest: true\r\n") && sent.contains("Authorization: Basic YWRtaW46Y29ybmU=\r\n"))
    }

    @Test("each method sends its body, also an empty one, and its login")
    func methods() async throws {
        let bench = try HTTPBench([HTTPBench.fine], login: .field(name: "PRIVATE-TOKEN", Password("glpat-corne")))
        var form = HTTPRequest(.post, "/users")
        form.setForm([("name", "Zoé & co"), ("x", "")])
        var json = HTTPRequest(.patch, "/users/1")
        json.setJSON(#"{"a":"é"}"#)
        for request in [form, json, HTTPRequest(.put, "/enable"), HTTPRequest(.delete, "/users/1")] {
            _ = try await bench.connection.call(request)
        }
        let sent = try bench.server.requests
        #expect(sent.map { String($0.prefix { $0 != " " }) } == ["POST", "PATCH", "PUT", "DELETE"])
        #expect(sent[0].hasSuffix("\r\n\r\nname=Zo%C3%A9%20%26%20co&x="))
        #expect(sent[1].contains("Content-Type: application/json\r\n"))
        #expect(sent[2].contains("Content-Length: 0\r\n"))
        #expect(sent.allSatisfy { $0.contains("PRIVATE-TOKEN: glpat-corne\r\n") && !$0.contains("Expect:") })
        // A writing call has a line of its own: libcurl would repeat it on a kept one.
        #expect(try bench.server.connections == 4)
    }

    @Test("a redirect is an answer: nothing is followed")
    func redirect() async throws {
        let raw = "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"
        let bench = try HTTPBench([ScriptedServer.entry(raw), HTTPBench.fine], login: .bearer(Password("corne")))
        let response = try await bench.connection.call(HTTPRequest(.get, "/users"))
        #expect(response.isRedirect && response.location == "/login")
        #expect(try bench.server.requests.count == 1)
    }

    @Test("answers in pieces, after a hundred, and without a length are whole")
    func shapes() async throws {
        let bench = try HTTPBench([
            ScriptedServer.entry(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n2\r\n[1\r\n3\r\n,2]\r\n0\r\nX: trailer\r\n\r\n"
            ),
            ScriptedServer.entry(
                "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"),
            ScriptedServer.entry("HTTP/1.1 200 OK\r\n\r\n[3]", #""close": true"#),
        ])
        var found: [String] = []
        for _ in 0..<3 {
            let response = try await bench.connection.call(HTTPRequest(.get, "/"))
            found.append(String(decoding: response.body, as: UTF8.self))
            #expect(response.headers["x"] == nil && response.headers["link"] == nil)
        }
        #expect(found == ["[1,2]", "[]", "[3]"])
    }

    @Test("busy: a reading call waits as long as it is told, a writing one does not")
    func busy() async throws {
        let busy = "HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
        let bench = try HTTPBench([ScriptedServer.entry(busy), HTTPBench.fine])
        let start = ContinuousClock.now
        #expect(try await bench.connection.call(HTTPRequest(.get, "/")).status == 200)
        #expect(ContinuousClock.now - start > .seconds(1))
        let writing = try HTTPBench([ScriptedServer.entry(busy), HTTPBench.fine])
        #expect(try await writing.connection.call(HTTPRequest(.delete, "/users/1")).status == 429)
        #expect(try writing.server.requests.count == 1)
        let long = try HTTPBench([ScriptedServer.entry(busy.replacing("Retry-After: 1", with: "Retry-After: 9000"))])
        #expect(try await long.connection.call(HTTPRequest(.get, "/")).status == 429)
    }
}
