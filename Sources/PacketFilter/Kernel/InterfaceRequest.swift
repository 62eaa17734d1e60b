import Glibc

/// The bytes of `struct ifreq`: a name of 16 bytes, then 24 of whatever the call takes or gives.
struct InterfaceRequest {
    private var bytes = [UInt8](repeating: 0, count: 40)

    /// - Parameter name: 15 bytes at most count.
    init(name: String = "") {
        for (place, byte) in name.utf8.prefix(15).enumerated() { bytes[place] = byte }
    }

    /// Puts a number behind the name.
    mutating func put(native number: some FixedWidthInteger) {
        var data: [UInt8] = []
        data.append(native: number)
        for (place, byte) in data.prefix(24).enumerated() { bytes[16 + place] = byte }
    }

    var name: String { bytes[..<16].text }

    /// `ioctl`; what it gives is in here afterwards.
    mutating func call(_ descriptor: Int32, _ request: UInt) -> Int32 {
        bytes.withUnsafeMutableBytes { memory in
            guard let start = memory.baseAddress else { return -1 }
            return ioctl(descriptor, request, start)
        }
    }
}
