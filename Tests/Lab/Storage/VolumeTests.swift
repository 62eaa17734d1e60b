import Glibc
import Hypervisor
import Testing
import XML

extension LabSuite {
    @Suite("Volumes of real pools", .timeLimit(.minutes(3)))
    struct VolumeTests {
        /// Makes a volume, lends it, deletes it.
        private func withVolume(
            _ format: VolumeFormat, _ body: (Hypervisor, Volume) async throws -> Void
        ) async throws {
            let hypervisor = try await Lab.shared().connect()
            let pool = try #require(try await hypervisor.pools().first { $0.kind == "dir" && $0.state == .running })
            let name = "unixcorn-test-\(getpid()).\(format.rawValue)"
            let volume = try await hypervisor.createVolume(name, in: pool.id, format: format, capacity: 64 << 20)
            do { try await body(hypervisor, volume) } catch {
                try await hypervisor.deleteVolume(name, in: pool.id)
                throw error
            }
            try await hypervisor.deleteVolume(name, in: pool.id)
        }

        @Test("a new volume takes next to nothing of its pool", arguments: VolumeFormat.allCases)
        func sparse(_ format: VolumeFormat) async throws {
            try await withVolume(format) { _, volume in
                #expect(volume.format == format.rawValue)
                #expect(volume.capacity == 64 << 20)
                #expect(volume.allocation < 1 << 20)
            }
        }

        @Test("a volume grows", arguments: VolumeFormat.allCases)
        func grow(_ format: VolumeFormat) async throws {
            try await withVolume(format) { hypervisor, volume in
                try await hypervisor.resizeVolume(volume.name, in: volume.pool, to: 96 << 20)
                #expect(try await hypervisor.volume(volume.name, in: volume.pool).capacity == 96 << 20)
            }
        }

        @Test("a volume shrinks only where that was said")
        func shrink() async throws {
            try await withVolume(.raw) { hypervisor, volume in
                await #expect(throws: VirtError.self) {
                    try await hypervisor.resizeVolume(volume.name, in: volume.pool, to: 32 << 20)
                }
                try await hypervisor.resizeVolume(volume.name, in: volume.pool, to: 32 << 20, shrink: true)
                #expect(try await hypervisor.volume(volume.name, in: volume.pool).capacity == 32 << 20)
            }
        }

        @Test("a name that is taken is refused")
        func taken() async throws {
            try await withVolume(.raw) { hypervisor, volume in
                let error = await #expect(throws: VirtError.self) {
                    _ = try await hypervisor.createVolume(volume.name, in: volume.pool, format: .raw, capacity: 1 << 20)
                }
                #expect(error?.code == .storageVolumeExists)
            }
        }

        @Test("a qcow2 volume can hold the bitmaps of incremental backups")
        func bitmaps() async throws {
            try await withVolume(.qcow2) { hypervisor, volume in
                let xml = try await hypervisor.xml(ofVolume: volume.name, in: volume.pool)
                #expect(try Element(parsing: xml)["target/compat"] == "1.1")
            }
        }
    }
}
