import Glibc
import Hypervisor
import Testing

/// A lab with a real libvirtd, and in it a running guest with a shell on its first serial port.
private let labURI = getenv("UNIXCORN_LAB_URI").map { String(cString: $0) }
private let labGuest = getenv("UNIXCORN_LAB_CONSOLE").map { String(cString: $0) }
private let hasLab: Bool = {
    let isThere = labURI != nil && labGuest != nil
    if !isThere { print("skipped: needs a running lab (UNIXCORN_LAB_URI, UNIXCORN_LAB_CONSOLE: a guest's UUID)") }
    return isThere
}()

@Suite("A console without a lab") struct ConsoleRefusalTests {
    @Test("a driver without consoles says so and names the guest")
    func noConsoles() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readWrite)
        let guest = GuestID(rawValue: "6695eb01-f6a4-8304-79aa-97f2502e193f")
        let error = await #expect(throws: VirtError.self) {
            _ = try await hypervisor.openConsole(of: guest, alias: nil, force: false)
        }
        #expect(error?.code == .noSupport)
        #expect(error?.call == "virDomainOpenConsole")
        #expect(error?.object == "test")
    }

    @Test("a guest that is not there is an error that names it")
    func noGuest() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readWrite)
        let guest = GuestID(rawValue: "00000000-0000-4000-8000-000000000001")
        let error = await #expect(throws: VirtError.self) {
            _ = try await hypervisor.openConsole(of: guest, alias: nil, force: false)
        }
        #expect(error?.code == .noDomain)
        #expect(error?.object == guest.rawValue)
    }
}

@Suite("A console in the lab", .serialized, .enabled(if: hasLab), .timeLimit(.minutes(2)))
struct ConsoleTests {
    private func open(_ hypervisor: Hypervisor, force: Bool = true) async throws -> ConsoleStream {
        let id = GuestID(rawValue: try #require(labGuest))
        return try await hypervisor.openConsole(of: id, alias: nil, force: force)
    }

    private func connect(_ access: Hypervisor.Access = .readWrite) async throws -> Hypervisor {
        try await Hypervisor.open(try #require(labURI), access: access)
    }

    /// Reads until `text` has come; gives everything that came. The suite's time limit ends an endless wait.
    private func read(_ console: ConsoleStream, until text: String) async -> String {
        var all = ""
        for await piece in console.bytes {
            all += String(decoding: piece, as: UTF8.self)
            if all.contains(text) { break }
        }
        return all
    }

    @Test("what is typed is answered")
    func answers() async throws {
        let console = try await open(connect())
        console.send(Array("echo $((6*7))-answer\n".utf8))
        #expect(await read(console, until: "42-answer").contains("42-answer"))
        console.close()
    }

    @Test("a second one is refused, and with force it takes the console from the first")
    func force() async throws {
        let first = try await open(connect())
        let other = try await connect()
        let error = await #expect(throws: VirtError.self) { _ = try await open(other, force: false) }
        #expect(error?.code == .operationFailed)
        let second = try await open(other, force: true)
        for await _ in first.bytes {}
        #expect(!first.isOpen)
        second.send(Array("echo $((40+2))-taken\n".utf8))
        #expect(await read(second, until: "42-taken").contains("42-taken"))
        second.close()
    }

    @Test("closing finishes what is read, at once and for good")
    func close() async throws {
        let console = try await open(connect())
        let reader = Task { for await _ in console.bytes {} }
        console.close()
        await reader.value
        #expect(!console.isOpen)
        #expect(console.failure == nil)
        console.send([10])
    }

    @Test("a flood arrives whole, in order, while the reader dawdles")
    func flood() async throws {
        let console = try await open(connect())
        console.send(Array("stty -echo; seq 1 60000; echo $((6*7))-flood; stty echo\n".utf8))
        var text = ""
        for await piece in console.bytes {
            text += String(decoding: piece, as: UTF8.self)
            if text.contains("42-flood") { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        let numbers = text.split(whereSeparator: \.isNewline).compactMap { Int($0) }
        #expect(numbers == Array(1...60000))
        console.close()
    }

    @Test("two hundred consoles, opened and dropped, leave nothing open")
    func dropped() async throws {
        let hypervisor = try await connect()
        for _ in 0..<200 { _ = try await open(hypervisor) }
        let console = try await open(hypervisor)
        console.send(Array("echo $((6*7))-last\n".utf8))
        #expect(await read(console, until: "42-last").contains("42-last"))
        console.close()
    }

    @Test("a guest that goes away ends its console")
    func guestGone() async throws {
        let id = GuestID(rawValue: try #require(labGuest))
        let hypervisor = try await connect()
        let console = try await open(hypervisor)
        try await hypervisor.forceOff(id)
        for await _ in console.bytes {}
        #expect(!console.isOpen)
        let error = await #expect(throws: VirtError.self) { _ = try await open(hypervisor) }
        #expect(error?.code == .operationInvalid)
        // As it was found, for the next test.
        try await hypervisor.start(id)
        let again = try await open(hypervisor)
        #expect(await read(again, until: "/ # ").contains("/ # "))
        again.close()
    }

    @Test("a read-only connection may not open one")
    func readOnly() async throws {
        let observer = try await connect(.readOnly)
        let error = await #expect(throws: VirtError.self) { _ = try await open(observer) }
        #expect(error?.code == .operationDenied)
    }
}
