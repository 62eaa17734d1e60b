import Hypervisor
import Testing

@Suite("A connection")
struct ConnectionTests {
    @Test("opens to the test driver, and is closed for good after close")
    func opensAndCloses() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readWrite)
        #expect(await hypervisor.isAlive())
        await hypervisor.close()
        #expect(await !hypervisor.isAlive())
    }

    @Test("a URI that libvirt does not know is an error with its call and its object")
    func refusesUnknownURI() async throws {
        let error = await #expect(throws: VirtError.self) {
            _ = try await Hypervisor.open("nothing:///at/all", access: .readOnly)
        }
        #expect(error?.call == "virConnectOpenAuth")
        #expect(error?.object == "nothing:///at/all")
        #expect(error?.message.isEmpty == false)
    }
}
