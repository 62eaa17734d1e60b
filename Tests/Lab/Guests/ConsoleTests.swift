import Hypervisor
import Testing

extension LabSuite {
    @Suite("A console in the lab", .timeLimit(.minutes(3)))
    struct ConsoleTests {
        /// alpha with its system up, and a connection.
        private func ready(_ access: Hypervisor.Access = .readWrite) async throws -> (Lab, Hypervisor) {
            let lab = try await Lab.shared()
            if try await lab.state(of: "alpha") != "running" { try await lab.reset() }
            try await lab.wait(for: "alpha", toWrite: "login:")
            return (lab, try await lab.connect(access))
        }

        private func open(_ hypervisor: Hypervisor, force: Bool = true) async throws -> ConsoleStream {
            let id = try await Lab.shared().id(of: "alpha")
            return try await hypervisor.openConsole(of: id, alias: nil, force: force)
        }

        /// Whoever calls it keeps it: a console ends with its connection.
        private func connect(_ access: Hypervisor.Access = .readWrite) async throws -> Hypervisor {
            try await ready(access).1
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
            let hypervisor = try await connect()
            let console = try await open(hypervisor)
            console.send(Array("echo $((6*7))-answer\n".utf8))
            #expect(await read(console, until: "42-answer").contains("42-answer"))
            console.close()
            await hypervisor.close()
        }

        @Test("a second one is refused, and with force it takes the console from the first")
        func force() async throws {
            let hypervisor = try await connect()
            let first = try await open(hypervisor)
            let other = try await connect()
            let error = await #expect(throws: VirtError.self) { _ = try await open(other, force: false) }
            #expect(error?.code == .operationFailed)
            let second = try await open(other, force: true)
            for await _ in first.bytes {}
            #expect(!first.isOpen)
            second.send(Array("echo $((40+2))-taken\n".utf8))
            #expect(await read(second, until: "42-taken").contains("42-taken"))
            second.close()
            await hypervisor.close()
            await other.close()
        }

        @Test("closing finishes what is read, at once and for good")
        func close() async throws {
            let hypervisor = try await connect()
            let console = try await open(hypervisor)
            let reader = Task { for await _ in console.bytes {} }
            console.close()
            await reader.value
            #expect(!console.isOpen)
            #expect(console.failure == nil)
            console.send([10])
            await hypervisor.close()
        }

        @Test("a flood arrives whole, in order, while the reader dawdles")
        func flood() async throws {
            let hypervisor = try await connect()
            let console = try await open(hypervisor)
            console.send(Array("stty -echo; seq 1 60000; echo $((6*7))-flood; stty echo\n".utf8))
            var text = ""
            for await piece in console.bytes {
                text += String(decoding: piece, as: UTF8.self)
                if text.contains("42-flood") { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            let numbers = text.split(whereSeparator: \.isNewline).compactMap { Int($0) }
            // Not the arrays themselves: a failure would print every number.
            let firstWrong = numbers.indices.first { numbers[$0] != $0 + 1 }
            let around = firstWrong.map { numbers[max(0, $0 - 2)..<min(numbers.count, $0 + 3)] } ?? []
            #expect(firstWrong == nil, "wrong from number \(firstWrong ?? 0) on: \(Array(around))")
            #expect(numbers.count == 60000)
            console.close()
            await hypervisor.close()
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
            let (lab, hypervisor) = try await ready()
            let id = try await lab.id(of: "alpha")
            let console = try await open(hypervisor)
            try await hypervisor.forceOff(id)
            for await _ in console.bytes {}
            #expect(!console.isOpen)
            let error = await #expect(throws: VirtError.self) { _ = try await open(hypervisor) }
            #expect(error?.code == .operationInvalid)
            // As it was found, for the next test.
            try await hypervisor.start(id)
            let again = try await open(hypervisor)
            #expect(await read(again, until: "alpha# ").contains("alpha# "))
            again.close()
        }

        @Test("a read-only connection may not open one")
        func readOnly() async throws {
            let observer = try await connect(.readOnly)
            let error = await #expect(throws: VirtError.self) { _ = try await open(observer) }
            #expect(error?.code == .operationDenied)
        }
    }
}
