import JSON
import Testing
import XML

@testable import UnixcornCore

@Suite("Directories: shapes of one account")
struct DirectoryShapeTests {
    private static let now = Moment(seconds: 1_800_000_000)

    private func value(_ text: String) throws -> JSONValue {
        var scanner = JSONScanner(Array(text.utf8))
        let document = scanner.document()
        return try #require(document, "\(text)")
    }

    private func cloud(_ fields: String, isNextcloud: Bool = true) throws -> OCSAccount {
        OCSAccount(
            try value(#"{"id": "zoe", "enabled": true, "groups": [], "lastLogin": 0\#(fields)}"#), key: "zoe",
            isAsked: false, isNextcloud: isNextcloud, now: DirectoryShapeTests.now)
    }

    @Test(
        "every kind of quota",
        arguments: [
            (#"{"quota": -3, "used": 7}"#, 7, nil), (#"{"quota": 5.0e9, "used": 7.0}"#, 7, 5_000_000_000),
            (#"{"quota": "none", "used": "7"}"#, 7, nil), (#"{"quota": "5368709120"}"#, nil, 5_368_709_120),
            (#"{"definition": "5 GB", "used": 7}"#, 7, 5_368_709_120), (#"{"definition": "default"}"#, nil, nil),
            (#"{"definition": "1.5 KB"}"#, nil, 1536), ("[]", nil, nil), ("null", nil, nil),
            (#"{"used": -1, "quota": -2}"#, nil, nil),
        ] as [(String, UInt64?, UInt64?)])
    func quotas(text: String, used: UInt64?, quota: UInt64?) throws {
        let account = try cloud(#", "quota": \#(text)"#).account
        #expect(account.used == used && account.quota == quota && account.faults.isEmpty)
    }

    @Test("a quota that is none of them is a fault", arguments: [#""lots""#, "true", #""9 QB""#, #""99999999999 PB""#])
    func strangeQuota(text: String) throws {
        #expect(try cloud(#", "quota": {"quota": \#(text)}"#).account.faults.count == 1)
    }

    @Test("both names of the last login count, the later one; null is not told")
    func logins() throws {
        func read(_ fields: String, _ isNextcloud: Bool) throws -> OCSAccount {
            OCSAccount(
                try value(#"{"id": "zoe", "enabled": "true"\#(fields)}"#), key: nil, isAsked: false,
                isNextcloud: isNextcloud, now: DirectoryShapeTests.now)
        }
        let both = try read(#", "lastLogin": 1700000000000, "lastLoginTimestamp": 1700000001"#, true)
        #expect(both.account.evidence == [Evidence(.login, at: Moment(seconds: 1_700_000_001))])
        #expect(try !read(#", "lastLogin": null"#, true).tellsLogin)
        #expect(try !read(#", "lastLogin": 1700000000000"#, false).tellsLogin)
        let never = try read(#", "last_login": 0"#, false)
        #expect(never.tellsLogin && never.account.evidence.isEmpty && never.account.faults.isEmpty)
        for text in ["-1", "true", #""soon""#, "1700000000000", "9e30", "[]"] {
            let account = try read(#", "last_login": \#(text)"#, false).account
            #expect(account.faults.count == 1 && account.evidence.isEmpty, "\(text)")
        }
    }

    @Test("groups with holes are a list; whoever looks after a group is an administrator")
    func groups() throws {
        let holes = try value(#"{"id": "z", "enabled": 1, "groups": {"0": "a", "3": "b"}, "subadmin": ["a"]}"#)
        let account = OCSAccount(holes, key: "z", isAsked: false, isNextcloud: true, now: DirectoryShapeTests.now)
            .account
        #expect(account.groups == ["a", "b"] && account.isAdministrator && account.faults.isEmpty)
        let alone = OCSAccount(
            try value(#"{"id": "z"}"#), key: "z", isAsked: false, isNextcloud: true, now: DirectoryShapeTests.now)
        #expect(alone.account.faults == [.notAccessible])
    }

    @Test("an envelope of XML is one of JSON; a call that nobody knows is not a user who is not there")
    func envelopes() throws {
        let xml = """
            <?xml version="1.0"?><ocs><meta><status>ok</status><statuscode>100</statuscode><message/></meta>
            <data><users><element>a</element><element>7</element></users></data></ocs>
            """
        let root = try Document(parsing: xml).root
        let envelope = try #require(
            OCSEnvelope(.object([.init(name: root.name, value: OCSEnvelope.value(root))])))
        #expect(envelope.isSuccess && envelope.data["users"]?.listed?.compactMap(\.word) == ["a", "7"])
        let unknown = try #require(
            OCSEnvelope(
                try value(
                    #"{"ocs": {"meta": {"statuscode": 998, "message": "Invalid query, please check the syntax."}, "data": []}}"#
                )))
        #expect(unknown.isUnknownCall && !unknown.isMissing)
        #expect(OCSEnvelope(try value(#"{"ocs": {"meta": []}}"#)) == nil)
    }

    @Test("GitLab's robots are nobody; a state that is not known is a fault")
    func robots() throws {
        func read(_ fields: String) throws -> ServiceAccount {
            try #require(
                GitLabAccount(
                    try value(
                        #"{"id": 3, "state": "active", "last_sign_in_at": null, "last_activity_on": null, \#(fields)}"#),
                    now: DirectoryShapeTests.now)
            ).account
        }
        for fields in [
            #""username": "x", "bot": true"#, #""username": "x", "user_type": "service_user""#,
            #""username": "project_7_bot_ab12""#, #""username": "ghost""#,
        ] { #expect(try read(fields).groups == ["bot"] && read(fields).isAdministrator, "\(fields)") }
        #expect(try read(#""username": "zoe", "bot": false"#).groups.isEmpty)
        let odd = try value(#"{"id": 3, "username": "zoe", "state": "asleep"}"#)
        #expect(GitLabAccount(odd, now: DirectoryShapeTests.now)?.account.faults.count == 1)
    }

    @Test(
        "Gitea's words for never",
        arguments: ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00+01:00"])
    func never(text: String) throws {
        let user = try value(
            #"{"login": "zoe", "is_admin": false, "active": true, "prohibit_login": false, "last_login": "\#(text)"}"#)
        let account = try #require(GiteaAccount(user, now: DirectoryShapeTests.now))
        #expect(account.tellsLogin && account.account.evidence.isEmpty && account.account.faults.isEmpty)
    }

    @Test("the next page is found among the links")
    func links() {
        let fields = HTTPHeaders([
            ("Link", #"<https://a/?page=1>; rel="first", <https://a/?x=a,b;c&page=3>; foo=bar; rel="last next""#)
        ])
        #expect(LinkField.next(fields) == "https://a/?x=a,b;c&page=3")
        #expect(LinkField.next(HTTPHeaders([("link", "<https://a/>; rel=prev")])) == nil)
        #expect(LinkField.next(HTTPHeaders([("link", "<<<>>; rel=next, <")])) != "https://a/")
        #expect(LinkField.next(HTTPHeaders()) == nil)
    }
}
