import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Hypervisor

@Suite("Opening")
struct OpeningTests {
    @Test(
        "ssh is told never to use the terminal, and nothing else is changed",
        arguments: [
            ("qemu+ssh://root@h/system", "qemu+ssh://root@h/system?no_tty=1"),
            ("qemu+ssh://h/system?keyfile=/k", "qemu+ssh://h/system?keyfile=/k&no_tty=1"),
            ("qemu+ssh://h/system?no_tty=0", "qemu+ssh://h/system?no_tty=0"),
            ("qemu+ssh://h/system#part", "qemu+ssh://h/system?no_tty=1#part"),
            ("qemu:///system", "qemu:///system"), ("", ""),
        ])
    func quietSSH(uri: String, quiet: String) {
        #expect(Hypervisor.quiet(uri) == quiet)
    }

    @Test(
        "a driver in this process is known by its URI",
        arguments: [
            ("test:///default", true), ("qemu:///embed?root=/x", true), ("test+unix:///default", false),
            ("qemu:///system", false), ("test://host/default", false),
        ])
    func inProcess(uri: String, isInProcess: Bool) {
        #expect(Hypervisor.isInProcess(uri) == isInProcess)
    }

    @Test("libvirt asks for name and password, and the answers open the connection")
    func asksForCredentials() async throws {
        let (folder, uri) = try siteWithPassword()
        defer { withExtendedLifetime(folder) {} }
        let kinds = Mutex<[CredentialRequest.Kind]>([])
        let hypervisor = try await Hypervisor.open(uri, access: .readWrite) { request in
            kinds.withLock { $0.append(request.kind) }
            return request.kind == .secret ? "s3cret" : "anne"
        }
        #expect(await hypervisor.isAlive())
        #expect(kinds.withLock { $0 } == [.userName, .secret])
    }

    @Test("a wrong password, and nobody to ask, are refused with a next step", arguments: [true, false])
    func refusesWrongPassword(asks: Bool) async throws {
        let (folder, uri) = try siteWithPassword()
        defer { withExtendedLifetime(folder) {} }
        let wrong: CredentialAsker = { _ in "wrong" }
        let error = await #expect(throws: VirtError.self) {
            _ = try await Hypervisor.open(uri, access: .readWrite, ask: asks ? wrong : nil)
        }
        #expect(error?.code == .authFailed)
        #expect(error?.hint != nil)
        #expect(error.map { !"\($0)".contains("wrong") } == true)
    }

    @Test("facts name the driver, its version and what it lacks")
    func facts() async throws {
        let facts = try await Hypervisor.open("test:///default", access: .readOnly).facts()
        #expect(facts.driver == "TEST")
        #expect(facts.libvirtVersion.split(separator: ".").count == 3)
        #expect(facts.memory > 0)
        #expect(facts.processors > 0)
        #expect(facts.offers.pools && facts.offers.networks && facts.offers.isInProcess)
        #expect(!facts.offers.bulkStatistics)
    }

    @Test("a hundred connections, with readers of events, leave no descriptor and no stream behind")
    func leavesNothing() async throws {
        _ = try await Hypervisor.open("test:///default", access: .readOnly)
        let before = try descriptors()
        for _ in 0..<100 {
            let stream = try await Hypervisor.open("test:///default", access: .readWrite).events()
            // The connection is dropped, not closed: its reader ends all the same.
            let events = try await abandoning(after: 10, call: "events", object: "") {
                await stream.reduce(into: 0) { count, _ in count += 1 }
            }
            _ = events
        }
        // Other tests run in this process at the same time.
        #expect(try descriptors() < before + 50)
    }

    private func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    private func siteWithPassword() throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/site.xml"
        let xml = "<node><auth><user password='s3cret'>anne</user></auth></node>"
        try xml.write(toFile: path, atomically: true, encoding: .utf8)
        return (folder, "test://" + path)
    }
}
