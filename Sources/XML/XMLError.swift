/// Why a document was not read: the parser's own message and where it stopped (`xmlError`).
public struct XMLError: Error, Sendable, Equatable {
    /// Line in the document, from 1; 0 where the document as a whole is refused.
    public var line: Int
    /// libxml2's message, or ours. It may quote the document: hostile until `SafeText`.
    public var message: String

    /// An error at `line` (0: of the whole document).
    public init(line: Int = 0, message: String) {
        self.line = line
        self.message = message
    }
}

extension XMLError: CustomStringConvertible {
    /// `line 3: Opening and ending tag mismatch`. Outside text in it is not cleaned.
    public var description: String { line > 0 ? "line \(line): \(message)" : message }
}
