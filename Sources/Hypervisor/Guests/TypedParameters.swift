import CLibvirt

/// One parameter that libvirt returned, borrowed: its name read byte by byte, since a refresh of 1,000 guests has
/// 40,000 of them.
struct TypedParameter {
    private let pointer: virTypedParameterPtr

    init(_ pointer: virTypedParameterPtr) { self.pointer = pointer }

    /// The name as bytes, up to the NUL (`VIR_TYPED_PARAM_FIELD_LENGTH` at most).
    var name: UnsafeBufferPointer<UInt8> {
        let bytes = UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self)
        var count = 0
        while count < Int(VIR_TYPED_PARAM_FIELD_LENGTH), bytes[count] != 0 { count += 1 }
        return UnsafeBufferPointer(start: bytes, count: count)
    }

    /// The value where it is a whole number that is not negative.
    var number: UInt64? {
        let value = pointer.pointee.value
        return switch UInt32(bitPattern: pointer.pointee.type) {
        case VIR_TYPED_PARAM_INT.rawValue: UInt64(exactly: value.i)
        case VIR_TYPED_PARAM_UINT.rawValue: UInt64(value.ui)
        case VIR_TYPED_PARAM_LLONG.rawValue: UInt64(exactly: value.l)
        case VIR_TYPED_PARAM_ULLONG.rawValue: value.ul
        default: nil
        }
    }

    /// The value where it is text.
    var string: String? {
        guard UInt32(bitPattern: pointer.pointee.type) == VIR_TYPED_PARAM_STRING.rawValue else { return nil }
        return String(c: pointer.pointee.value.s)
    }

    /// Bytes of a number that libvirt gives in KiB.
    var kibibytes: UInt64? {
        guard let number else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1024)
        return overflow ? nil : bytes
    }
}

/// The parameters of a list, in its order.
func parameters(_ list: virTypedParameterPtr?, _ count: Int) -> some Sequence<TypedParameter> {
    (0..<(list == nil ? 0 : count)).lazy.compactMap { index in list.map { TypedParameter($0 + index) } }
}
