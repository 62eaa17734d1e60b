import CXML2

/// How much of a document is read before it is refused.
public enum Limits {
    /// Bytes of the longest document that is read: 4 MiB. A large guest's XML has 100 kB.
    public static let bytes = 4 << 20
    /// Levels of elements within elements: what libxml2 allows without `XML_PARSE_HUGE`.
    public static let depth = 256
}

extension Document {
    /// Reads a document in UTF-8 (`xmlCtxtReadMemory`).
    ///
    /// It may come from anywhere: nothing is fetched, no entity is expanded, and a document type declaration, which
    /// XML of libvirt never has, is refused. Nothing is written to standard error. Any thread; does not block.
    public init(parsing text: String) throws(XMLError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a document in UTF-8, whatever encoding it claims.
    public init(parsing bytes: [UInt8]) throws(XMLError) {
        guard !bytes.isEmpty else { throw XMLError(message: "the document is empty") }
        guard bytes.count <= Limits.bytes else {
            throw XMLError(message: "the document is longer than \(Limits.bytes) bytes")
        }
        if let place = bytes.firstIndex(of: 0) {
            let line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
            throw XMLError(line: line, message: "the document holds a NUL byte")
        }
        try self.init(Parse(bytes))
    }

    private init(_ parse: Parse) throws(XMLError) {
        guard let document = parse.document, let root = xmlDocGetRootElement(document) else {
            throw XMLError(message: "the document has no element")
        }
        self.init(root: Element(reading: root))
        var isBefore = true
        var next = document.pointee.children
        while let node = next {
            if node == root {
                isBefore = false
            } else if let kept = Node(reading: node) {
                if isBefore { prolog.append(kept) } else { epilog.append(kept) }
            }
            next = node.pointee.next
        }
    }
}

extension Element {
    /// Reads a document in UTF-8 and keeps its root. See `Document.init(parsing:)`.
    public init(parsing text: String) throws(XMLError) {
        self = try Document(parsing: text).root
    }
}

/// One run of libxml2: owns the parser's context and the tree until the values are copied out of it.
private final class Parse {
    private let context: xmlParserCtxtPtr
    let document: xmlDocPtr?

    init(_ bytes: [UInt8]) throws(XMLError) {
        LibraryStart.once
        guard let context = xmlNewParserCtxt() else { throw XMLError(message: "out of memory") }
        self.context = context
        // The first word of a document type declaration ends the run, before any entity is read.
        context.pointee.sax.pointee.internalSubset = { context, _, _, _ in
            guard let context else { return }
            xmlStopParser(context.assumingMemoryBound(to: xmlParserCtxt.self))
        }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_NOCDATA.rawValue | XML_PARSE_BIG_LINES.rawValue
        document = bytes.withUnsafeBytes { raw in
            xmlCtxtReadMemory(
                context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil, "UTF-8",
                Int32(options))
        }
        if let error = refusal() { throw error }
    }

    deinit {
        if let document { xmlFreeDoc(document) }
        xmlFreeParserCtxt(context)
    }

    /// Why the document is not taken, or nil. An undeclared prefix is a mere warning to libxml2, an error here.
    private func refusal() -> XMLError? {
        if context.pointee.errNo == Int32(XML_ERR_USER_STOP.rawValue) {
            return XMLError(message: "document type declarations are refused")
        }
        if document != nil && context.pointee.wellFormed != 0 && context.pointee.nsWellFormed != 0 { return nil }
        let error = context.pointee.lastError
        let message = error.message.map { String(cString: $0) } ?? "the document is not well-formed"
        return XMLError(line: max(0, Int(error.line)), message: Element("", text: message).trimmedText)
    }
}

/// `xmlInitParser` must have run once before threads parse at the same time.
private enum LibraryStart {
    static let once: Void = xmlInitParser()
}
