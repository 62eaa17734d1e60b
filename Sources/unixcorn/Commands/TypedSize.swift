import UnixcornCore

/// A size as a command is given it.
enum TypedSize {
    /// Its bytes, at least one. Throws where it is no size, and where it has no unit: `16` for a memory would be 16 bytes.
    static func bytes(_ text: String) throws(OperationFailure) -> UInt64 {
        guard let bytes = Units.bytes(text), bytes > 0 else {
            throw OperationFailure(area: "usage", message: .noSize(SafeText(text)))
        }
        guard Units.bytes(text, unit: 0) == bytes else {
            throw OperationFailure(area: "usage", message: .sizeWithoutUnit(SafeText(text)))
        }
        return bytes
    }
}

extension Phrase {
    fileprivate static func noSize(_ text: SafeText) -> Phrase {
        Phrase("“\(text)” is not a size: try 16 GiB", "« \(text) » n’est pas une taille : essayez 16 Gio")
    }
    fileprivate static func sizeWithoutUnit(_ text: SafeText) -> Phrase {
        Phrase("“\(text)”: a size has a unit: 16 GiB", "« \(text) » : une taille a une unité : 16 Gio")
    }
}
