import AccessLog
import Foundation
import Testing
import Text

@Suite("Signs of life from an access log")
struct SignsOfLifeTests {
    let folder: LogFolder

    init() throws { folder = try LogFolder() }

    private func signs(_ text: String, of kind: ServiceKind = .nextcloud) throws -> [String: SignsOfLife.Sign] {
        try folder.write(text)
        return try folder.log.signsOfLife(of: kind, now: noon).signs
    }

    @Test(
        "what shows an account of a cloud",
        arguments: [
            ("-", "PROPFIND /remote.php/dav/files/alice/a%20b HTTP/1.1", 207, ["alice"]),
            ("-", "PUT /nextcloud/remote.php/dav/files/al%40ice/x?y HTTP/1.1", 201, ["al@ice"]),
            ("-", "REPORT /remote.php/dav/calendars/alice/personal/ HTTP/1.1", 207, ["alice"]),
            ("-", "PROPFIND /remote.php/dav/addressbooks/users/alice/ HTTP/1.1", 207, ["alice"]),
            ("bob", "PROPFIND /remote.php/webdav/ HTTP/1.1", 207, ["bob"]),
            ("bob", "PROPFIND /remote.php/dav/files/alice/ HTTP/1.1", 207, ["alice", "bob"]),
            (#"b\xc3\xa9a"#, "GET /index.php HTTP/1.1", 302, ["béa"]), ("a b", "GET / HTTP/1.1", 200, ["a b"]),
            ("bob", "PROPFIND /remote.php/webdav/ HTTP/1.1", 401, []),
            ("-", "PROPFIND /remote.php/dav/files/alice/ HTTP/1.1", 403, []),
            ("-", "PROPFIND /remote.php/dav/files/alice/ HTTP/1.1", 404, []),
            ("token", "GET /public.php/webdav/x HTTP/1.1", 200, []),
            ("-", "GET /public.php/dav/files/token/x HTTP/1.1", 200, []), ("-", "GET / HTTP/1.1", 200, []),
            ("-", "GET /x/../remote.php/dav/files/alice/ HTTP/1.1", 200, []),
            ("bob", #"\x16\x03\x01"#, 200, []),
        ])
    func cloud(user: String, request: String, status: Int, names: [String]) throws {
        #expect(try signs(line(user: user, request, status)).keys.sorted() == names)
    }

    @Test("git over HTTP by whoever logged in, tokens' names are nobody's")
    func forge() throws {
        let found = try signs(
            line(user: "carol", "POST /alice/site.git/git-receive-pack HTTP/1.1")
                + line(user: "-", "GET /alice/site.git/info/refs?service=git-upload-pack HTTP/1.1")
                + line(user: "oauth2", "POST /alice/site.git/git-upload-pack HTTP/1.1"), of: .gitea)
        #expect(found.keys.sorted() == ["carol"])
        #expect(found["carol"]?.note == .signOfGit)
        #expect(found["carol"]?.moment == Moment(rfc3339: "2026-11-29T09:00:00Z"))
    }

    @Test("the latest sign counts, in whatever zone and order; times that cannot be do not")
    func latest() throws {
        let found = try signs(
            line(user: "bob", at: "29/Nov/2026:10:00:00 +0100") + line(user: "bob", at: "29/Nov/2026:10:00:00 -0500")
                + line(user: "bob", at: "29/Nov/2026:12:00:00 +0000")
                + line(user: "bob", at: "29/Nov/2036:12:00:00 +0000")
                + line(user: "eve", at: "01/Jan/1999:00:00:00 +0000"))
        #expect(found["bob"]?.moment == Moment(rfc3339: "2026-11-29T15:00:00Z"))
        #expect(found["eve"] == nil)
    }

    @Test("who refuses to be tracked is alive all the same; an address may be a name, lines may be common")
    func refusal() throws {
        let common = #"unix: - dan [29/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 5"# + "\n"
        #expect(try signs(line(user: "bob", more: #" "1" "1""#) + common).keys.sorted() == ["bob", "dan"])
    }

    @Test("coverage tells from when to when, and how much was not read")
    func coverage() throws {
        try folder.write(line(user: "bob", at: "01/Nov/2026:10:00:00 +0000"), as: "access.log.1")
        try folder.write(line() + "rubbish\n" + line(user: "bob"))
        let found = try folder.log.signsOfLife(of: .owncloud, now: noon)
        #expect(found.coverage.earliest == Moment(rfc3339: "2026-11-01T10:00:00Z"))
        #expect(found.coverage.latest == Moment(rfc3339: "2026-11-29T09:00:00Z"))
        #expect((found.coverage.lines, found.coverage.unreadable) == (4, 1))
        #expect(found.coverage.isWhole)
        try folder.write("PK\u{3}\u{4}rubbish\n", as: "access.log.2")
        let half = try folder.log.signsOfLife(of: .owncloud, now: noon)
        #expect(!half.coverage.isWhole)
        #expect(half.signs.keys.sorted() == ["bob"])
    }

    @Test("a rule of one's own")
    func own() throws {
        try folder.write(line("192.0.2.1", "GET /u/zoe/feed HTTP/1.1") + line("192.0.2.1", "GET /u/zoe HTTP/1.1"))
        let note = Phrase("feed", "flux")
        let rules = EvidenceRules(rules: [EvidenceRule("/u/{account}/*", note)])
        let found = try folder.log.signsOfLife(by: rules, now: noon)
        #expect(found.signs.mapValues(\.note) == ["zoe": note])
    }
}
