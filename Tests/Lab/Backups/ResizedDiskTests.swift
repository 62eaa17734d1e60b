import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("A disk that changes its size", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(3)))
    struct ResizedDiskTests {
        @Test("it grows to an odd size, then shrinks: each run is whole and says why, and the next one is by bitmap")
        func sizes() async throws {
            let (lab, site) = try await BackupSite.ofAlpha()
            for size in [(96 << 20) + 512 * 1025, 40 << 20] {
                _ = try await lab.virsh("blockresize", "alpha", "vda", "\(size)B")
                try await lab.write("write -P 0x22 \(size - 4096) 4k", to: "virtio-disk0", of: "alpha")
                try await lab.write("write -P 0x33 2M 64k", to: "virtio-disk0", of: "alpha")
                try await run(lab, site, size, #""reason" : "the disk's size has changed""#)
            }
            try await lab.write("write -P 0x44 3M 64k", to: "virtio-disk0", of: "alpha")
            try await run(lab, site, 40 << 20, #""isByBitmap" : true"#)
        }

        /// A run that holds what the disk holds, and says so.
        private func run(_ lab: Lab, _ site: BackupSite, _ size: Int, _ word: String) async throws {
            try site.backup("run", "alpha")
            let (was, manifest) = (try await lab.live("alpha"), try site.manifest("alpha"))
            #expect(was.count == size)
            #expect(try site.judged("alpha") == was)
            #expect(manifest.contains(word), "\(manifest)")
            try await lab.expectsNothingLeft(of: site, "alpha")
        }
    }
}
