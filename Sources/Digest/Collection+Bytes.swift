extension Collection<UInt8> {
    /// The bytes in one piece of memory, without a copy where they lie in one.
    public func withBytes<R, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> R
    ) throws(Failure) -> R {
        func result(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<R, Failure> {
            Result { () throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
        }
        let inPlace = withContiguousStorageIfAvailable(result)
        return try (inPlace ?? Array(self).withUnsafeBufferPointer(result)).get()
    }
}

extension [UInt8] {
    mutating func withBytes<R, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> R
    ) throws(Failure) -> R {
        let result = withUnsafeMutableBytes { buffer in
            Result<R, Failure> { () throws(Failure) in try body(buffer) }
        }
        return try result.get()
    }
}
