import NBD
import Testing

@Suite("What a backup does with each stretch of a disk")
struct RegionTests {
    @Test("without a bitmap all that is not zeroes is read")
    func full() {
        let allocation = [NBDExtent(0..<100, flags: 0), NBDExtent(100..<300, flags: 3), NBDExtent(300..<400, flags: 0)]
        #expect(
            NBDRegion.regions(allocation: allocation, dirty: nil) == [
                NBDRegion(0..<100, .data), NBDRegion(100..<300, .zero), NBDRegion(300..<400, .data),
            ])
    }

    @Test("with a bitmap what has changed is read, and what has become zeroes is known")
    func incremental() {
        let allocation = [NBDExtent(0..<200, flags: 0), NBDExtent(200..<400, flags: 3)]
        let dirty = [NBDExtent(0..<100, flags: 0), NBDExtent(100..<300, flags: 1), NBDExtent(300..<400, flags: 0)]
        #expect(
            NBDRegion.regions(allocation: allocation, dirty: dirty) == [
                NBDRegion(0..<100, .unchanged), NBDRegion(100..<200, .data), NBDRegion(200..<300, .zero),
                NBDRegion(300..<400, .unchanged),
            ])
    }

    @Test("neighbours of one kind are one region, a hole that may not read as zeroes is read")
    func joined() {
        let allocation = [NBDExtent(0..<100, flags: 0), NBDExtent(100..<200, flags: 1)]
        #expect(NBDRegion.regions(allocation: allocation, dirty: nil) == [NBDRegion(0..<200, .data)])
    }
}
