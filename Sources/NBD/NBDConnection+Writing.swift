import CNbd

extension NBDConnection {
    /// Writes `bytes` in requests of 256 KiB, all under way at once (`nbd_aio_pwrite`); blocks the connection's own queue
    /// for as long as that takes. After a throw the connection is closed: nobody knows what was written.
    func write(_ bytes: [UInt8], at offset: UInt64) throws {
        let handle = try handle()
        let call = "nbd_aio_pwrite"
        // libnbd reads the memory until the last answer: a throw before it closes the connection in here.
        try bytes.withUnsafeBytes { memory in
            do {
                var requests: [(cookie: Int64, place: UInt64)] = []
                for start in stride(from: 0, to: memory.count, by: NBDHandle.requestSize) {
                    let part = UnsafeRawBufferPointer(rebasing: memory[start...].prefix(NBDHandle.requestSize))
                    let place = offset + UInt64(start)
                    let cookie = try handle.check(call, at: place) {
                        nbd_aio_pwrite($0, part.baseAddress, part.count, place, nbd_completion_callback(), 0)
                    }
                    requests.append((cookie, place))
                }
                for (cookie, place) in requests {
                    // A disk may take its time to write what a whole cache holds.
                    try handle.wait(call, at: place, patience: 10 * handle.patience) { () throws(NBDError) in
                        try handle.isAnswered(cookie, call, at: place)
                    }
                }
            } catch {
                close()
                throw error
            }
        }
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
        let connections = connections
        try await connections[Int(offset >> 20) % connections.count].write(bytes, at: offset)
    }

    /// Makes a range read as zeros.
    public func zero(_ range: Range<UInt64>) async throws { try await connection.zero(range) }

    /// Returns once the server has everything on its disk.
    public func flush() async throws { for connection in connections { try await connection.flush() } }
}
