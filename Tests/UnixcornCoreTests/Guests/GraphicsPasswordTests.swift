import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Passwords of screens")
struct GraphicsPasswordTests {
    static let secret = "geheim-4711"
    let site: TemporaryFolder
    let uri: String

    init() throws {
        site = try TemporaryFolder()
        let node = """
            <node><domain type='test'><name>cloud</name><uuid>11111111-2222-3333-4444-555555555555</uuid>
            <memory>65536</memory><os><type>hvm</type></os><devices>
            <graphics type='vnc' port='-1' passwd='\(Self.secret)'/><graphics type='spice' autoport='yes'/>
            </devices></domain></node>
            """
        try node.write(toFile: site.path + "/node.xml", atomically: true, encoding: .utf8)
        uri = "test://" + site.path + "/node.xml"
    }

    private func text(_ test: TestSession, _ guest: ObjectRef) async throws -> String {
        guard case .text(let xml) = await test.session.look(up: .guestXML(guest, stored: true)) else {
            throw CocoaError(.fileReadUnknown)
        }
        return xml
    }

    private func secure(_ test: TestSession, _ guest: ObjectRef) async throws -> String {
        let (source, id) = try await test.session.guest(guest)
        return try await source.ask(.readingXML("cloud")) { try await $0.xml(of: id, stored: true, secrets: true) }
    }

    /// Everything that lies in the state folder, as one text.
    private func stored(_ test: TestSession) throws -> String {
        let files = try FileManager.default.subpathsOfDirectory(atPath: test.folder.path)
        return files.compactMap { FileManager.default.contents(atPath: test.folder.path + "/" + $0) }
            .map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    @Test("an edited definition keeps the password that it does not show")
    func edits() async throws {
        let test = try await TestSession(uri: uri)
        let guest = try await test.guest("cloud")
        let before = try await text(test, guest)
        #expect(!before.contains("passwd"))
        let after = before.replacingOccurrences(of: "<memory", with: "<title>Nuage</title><memory")
        #expect(try await test.done(.guest(.define(xml: after, previous: before)), on: guest).state == .done)
        let now = try await secure(test, guest)
        #expect(now.contains("<title>Nuage</title>") && now.contains("passwd='\(Self.secret)'"))
        #expect(try await test.session.undo() != nil)
        let isBack = try await eventually { try await !secure(test, guest).contains("Nuage") }
        #expect(isBack)
        #expect(try await secure(test, guest).contains("passwd='\(Self.secret)'"))
        #expect(try !stored(test).contains(Self.secret))
        await test.session.close()
    }

    @Test("a password that somebody types reaches libvirt and is not written down")
    func types() async throws {
        let test = try await TestSession(uri: uri)
        let guest = try await test.guest("cloud")
        let before = try await text(test, guest)
        let after = before.replacingOccurrences(
            of: "<graphics type='vnc'", with: "<graphics type='vnc' passwd='neu-88'")
        #expect(try await test.done(.guest(.define(xml: after, previous: before)), on: guest).state == .done)
        #expect(try await secure(test, guest).contains("passwd='neu-88'"))
        let all = try stored(test)
        #expect(!all.contains("neu-88") && all.contains("<graphics"))
        await test.session.close()
    }

    @Test("deleting says that the password does not come back, and undoing brings the rest")
    func deletes() async throws {
        let test = try await TestSession(uri: uri)
        let guest = try await test.guest("cloud")
        _ = try await test.done(.guest(.forceOff), on: guest)
        #expect(try await test.guestState("cloud", is: .off))
        let operation = Operation(.guest(.delete(volumes: [], xml: try await text(test, guest))), on: guest)
        #expect(operation.consequence?.french.contains("mot de passe") == true)
        #expect(operation.inverse?.consequence == .screenPasswordNotKept)
        #expect(try await test.session.wait(for: try await test.session.submit(operation)).state == .done)
        #expect(try await test.session.undo() != nil)
        let isBack = await eventually { (try? await secure(test, guest)) != nil }
        #expect(isBack)
        let now = try await secure(test, guest)
        #expect(now.contains("<graphics type='vnc'") && !now.contains("passwd"))
        #expect(try !stored(test).contains(Self.secret))
        await test.session.close()
    }

    @Test("text that is no XML is not written down where it may hold a password")
    func rubbish() {
        #expect(!GraphicsPasswords.removed(from: "<graphics passwd='x'").contains("'x'"))
        #expect(GraphicsPasswords.removed(from: "<a>") == "<a>")
    }

    @Test("only a screen of the same type and place gets the password back, and what was said stands")
    func matches() {
        let present = "<domain><devices><graphics type='vnc' passwd='a'/><graphics type='vnc'/></devices></domain>"
        let spice = "<domain><devices><graphics type='spice'/></devices></domain>"
        #expect(GraphicsPasswords.restored(in: spice, from: present) == spice)
        let said = "<domain><devices><graphics type='vnc' passwd=''/><graphics type='vnc'/></devices></domain>"
        #expect(GraphicsPasswords.restored(in: said, from: present) == said)
    }
}
