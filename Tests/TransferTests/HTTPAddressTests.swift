import Testing
import Text

@testable import Transfer

@Suite("HTTP: addresses, dates and fields")
struct HTTPAddressTests {
    @Test("a server's address is read and written")
    func addresses() throws {
        let server = try HTTPServer(url: "HTTPS://Cloud.example.org/next/cloud/")
        #expect(server.url == "https://cloud.example.org/next/cloud" && server.port == 443)
        #expect(try HTTPServer(url: "https://[2001:db8::1]:8443").origin == "https://[2001:db8::1]:8443")
        #expect(try HTTPServer(url: "http://127.0.0.2:80/").url == "http://127.0.0.2")
        #expect(try HTTPServer(url: "http://localhost:8080").port == 8080)
    }

    @Test(
        "what is no address is refused, and no password is repeated",
        arguments: [
            "", "cloud.example.org", "ftp://cloud.example.org", "https://", "https:///x", "https://a:geheim@b.org",
            "https://b.org/?x=1", "https://b.org/#x", "https://b.org:0", "https://b.org:99999", "https://b.org/a b",
            "https://b.org/\n", "https://b.org\\@c.org",
        ])
    func refused(url: String) {
        do {
            _ = try HTTPServer(url: url)
            Issue.record("it is taken: \(url)")
        } catch {
            #expect(error.kind == .usage && !error.message.english.contains("geheim"))
        }
    }

    @Test(
        "plain HTTP is for this machine alone",
        arguments: ["http://cloud.example.org", "http://10.0.0.1", "http://127.0.0.1.example.org", "http://128.0.0.1"])
    func plain(url: String) {
        do {
            _ = try HTTPServer(url: url)
            Issue.record("it is taken: \(url)")
        } catch { #expect(error.hint?.english.contains("https://") == true) }
    }

    @Test("segments stay within their place in a path")
    func segments() {
        #expect(HTTPRequest.path("users", "a/../b?c#d\n%2e") == "/users/a%2F..%2Fb%3Fc%23d%0A%252e")
        for name in ["", ".", ".."] { #expect(HTTPRequest.path("users", name) == nil) }
    }

    @Test("the three forms of a date are one moment")
    func dates() {
        let moment = Moment(seconds: 784_111_777)
        #expect(Moment(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT") == moment)
        #expect(Moment(httpDate: "Sunday, 06-Nov-94 08:49:37 GMT") == moment)
        #expect(Moment(httpDate: "Sun Nov  6 08:49:37 1994") == moment)
        for text in ["", "yesterday", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "1 2 3 4 5"] {
            #expect(Moment(httpDate: text) == nil, "\(text)")
        }
    }

    @Test("no description shows a secret")
    func secrets() {
        for login in [
            HTTPLogin.basic(user: "u", Password("corne")), .bearer(Password("corne")), .token(Password("corne")),
        ] {
            #expect(!"\(login) \(String(reflecting: login))".contains("corne"))
        }
    }
}
