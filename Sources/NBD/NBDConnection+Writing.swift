import CNbd

extension NBDConnection {
    /// Writes `bytes` (`nbd_pwrite`); blocks the connection's own queue for as long as that takes.
    func write(_ bytes: [UInt8], at offset: UInt64) throws(NBDError) {
        let handle = try handle()
        _ = try handle.check("nbd_pwrite", at: offset) { nbd_pwrite($0, bytes, bytes.count, offset, 0) }
    }

    /// Makes a range read as zeros, as a hole where the format has holes (`nbd_zero`).
    func zero(_ range: Range<UInt64>) throws(NBDError) {
        let handle = try handle()
        // A request has 32 bits for its length.
        var place = range.lowerBound
        while place < range.upperBound {
            let count = min(range.upperBound - place, 1 << 30)
            _ = try handle.check("nbd_zero", at: place) { nbd_zero($0, count, place, 0) }
            place += count
        }
    }

    /// Returns once the server has everything on its disk (`nbd_flush`).
    func flush() throws(NBDError) {
        _ = try handle().check("nbd_flush") { nbd_flush($0, 0) }
    }
}

extension NBDExport {
    /// Writes `bytes`, 32 MiB at most. Only where the export is not read-only.
    public func write(_ bytes: [UInt8], at offset: UInt64) async throws {
        try await connection.write(bytes, at: offset)
    }

    /// Makes a range read as zeros.
    public func zero(_ range: Range<UInt64>) async throws { try await connection.zero(range) }

    /// Returns once the server has everything on its disk.
    public func flush() async throws { try await connection.flush() }
}
