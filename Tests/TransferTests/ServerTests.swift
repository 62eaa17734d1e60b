import Testing
import Text

@testable import Transfer

@Suite("A server's URL")
struct ServerTests {
    @Test("user, host, port and folder are found, and written again")
    func parts() throws {
        let server = try Server(url: "ftps://back%40up@ftp.example.org:2121/a%20b/c/")
        #expect(server.user == "back@up" && server.host == "ftp.example.org" && server.port == 2121)
        #expect(server.folder == "a b/c" && server.encryption == .explicit)
        #expect(server.url == "ftps://back%40up@ftp.example.org:2121/a%20b/c")
        #expect(try Server(url: "ftp://u@[::1]//srv").folder == "/srv")
        #expect(try Server(url: "ftps://u@h:990/").encryption == .implicit)
        #expect(try Server(url: "ftp://u@h").folder == "")
    }

    @Test(
        "what cannot be is refused in words",
        arguments: [
            "http://u@h/", "ftp://h/x", "ftp://u@h:0/", "ftp://u@h:99999/", "ftp://u@/x", "ftp://u@h/%0d%0aDELE",
        ])
    func wrong(url: String) {
        #expect(throws: TransferError.self) { try Server(url: url) }
    }

    @Test("a password in a URL is refused, and the complaint does not repeat it")
    func password() {
        do throws(TransferError) {
            _ = try Server(url: "ftp://u:geheim@h/x")
            Issue.record("taken")
        } catch {
            #expect(error.kind == .usage && !error.message.english.contains("geheim"))
            #expect(error.message.english.contains("--ftp-password-file"))
        }
    }

    @Test("no text made of a password shows it")
    func hidden() {
        let password = Password("geheim")
        #expect(!"\(password)".contains("geheim") && !String(reflecting: password).contains("geheim"))
        var dumped = ""
        dump(password, to: &dumped)
        #expect(!dumped.contains("geheim"))
    }
}
