import Hypervisor
import Testing

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
