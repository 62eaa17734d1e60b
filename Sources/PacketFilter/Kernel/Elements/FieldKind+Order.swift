extension FieldKind {
    /// Whether the kernel keeps the value in the byte order of the machine, as its own variables have it; else in network
    /// byte order, as packets have it.
    var isNative: Bool {
        switch self {
        case .hardwareKind, .mark, .connectionState, .connectionStatus, .addressKind: true
        default: false
        }
    }
}
