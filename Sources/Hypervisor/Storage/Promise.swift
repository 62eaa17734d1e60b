extension Pool {
    /// Bytes promised: what its volumes would take if guests filled them all. Volumes of other pools do not count.
    ///
    /// More than `capacity` means that the pool can run full while every guest sees room left.
    public func promised(by volumes: [Volume]) -> UInt64 {
        volumes.reduce(0) { sum, volume in
            guard volume.pool == id else { return sum }
            let (total, isTooMuch) = sum.addingReportingOverflow(volume.capacity)
            return isTooMuch ? .max : total
        }
    }

    /// What is promised as a share of what is there: 1.5 is half as much again. Nil for a pool without a size.
    public func promisedShare(by volumes: [Volume]) -> Double? {
        capacity == 0 ? nil : Double(promised(by: volumes)) / Double(capacity)
    }
}
