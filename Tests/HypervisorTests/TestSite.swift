import Foundation
import Hypervisor
import TestSupport

/// A file for libvirt's `test:///FILE` driver with the guests that a test wants.
struct TestSite {
    let folder: TemporaryFolder
    let uri: String

    /// - Parameter guests: each a whole `<domain>`; see `domain(_:)`.
    init(_ guests: [String]) throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/site.xml"
        let text = "<node>\n" + guests.joined(separator: "\n") + "\n</node>\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        uri = "test://" + path
    }

    func open(_ access: Hypervisor.Access = .readWrite) async throws -> Hypervisor {
        try await Hypervisor.open(uri, access: access)
    }

    /// A guest of the test driver. `state` is `virDomainState`; `extra` goes before `<devices>`.
    static func domain(
        _ name: String, uuid: String? = nil, state: Int = 1, test: String = "", extra: String = "",
        devices: String = ""
    ) -> String {
        let uuid = uuid ?? UUID().uuidString.lowercased()
        return """
            <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
              <name>\(escaped(name))</name><uuid>\(uuid)</uuid>
              <memory unit='KiB'>1048576</memory><currentMemory unit='KiB'>524288</currentMemory>
              <vcpu current='1'>2</vcpu>
              <os><type arch='x86_64'>hvm</type></os>
              \(extra)
              <devices>\(devices)</devices>
              <test:runstate>\(state)</test:runstate>\(test)
            </domain>
            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
    }
}

extension Hypervisor {
    func guest(named name: String) throws -> Guest? { try guests().first { $0.name == name } }
}
