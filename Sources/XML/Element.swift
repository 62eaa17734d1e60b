/// One element of an XML document, with all that is in it. A plain value: no pointer of libxml2 is in it.
///
/// Everything in it comes from the document: hostile until `SafeText`.
public struct Element: Sendable, Hashable {
    /// The local name: `disk`.
    public var name: String
    /// The prefix in the document: `qemu` of `<qemu:commandline>`. Empty for none.
    public var prefix: String
    /// The URI of the namespace. Empty for none: libvirt's own elements have none.
    public var namespace: String
    /// The namespaces that this element declares (`xmlns`, `xmlns:qemu`), in their order.
    public var declarations: [NamespaceDeclaration] = []
    /// The attributes, in their order.
    public var attributes: [Attribute] = []
    /// Elements, texts and comments, in their order.
    public var children: [Node] = []
    /// Line in the document that it was read from, from 1; 0 for an element that was made.
    public var line = 0

    /// An element that holds `text` (none when empty). Characters that a name cannot have are written as `_`.
    public init(
        _ name: String, prefix: String = "", namespace: String = "", attributes: [Attribute] = [], text: String = ""
    ) {
        self.name = name
        self.prefix = prefix
        self.namespace = namespace
        self.attributes = attributes
        if !text.isEmpty { children = [.text(text)] }
    }
}

/// What an element can hold.
public enum Node: Sendable, Hashable {
    case element(Element)
    /// Text with entities and CDATA sections resolved.
    case text(String)
    case comment(String)
    /// `<?target content?>`
    case instruction(target: String, content: String)
}

/// One attribute of an element.
public struct Attribute: Sendable, Hashable {
    public var name: String
    /// Prefix and URI of the namespace; empty for none, as nearly always.
    public var prefix: String
    public var namespace: String
    public var value: String

    public init(_ name: String, _ value: String, prefix: String = "", namespace: String = "") {
        self.name = name
        self.value = value
        self.prefix = prefix
        self.namespace = namespace
    }
}

/// One `xmlns` declaration. An empty prefix declares the namespace of elements without one.
public struct NamespaceDeclaration: Sendable, Hashable {
    public var prefix: String
    public var uri: String

    public init(prefix: String, uri: String) {
        self.prefix = prefix
        self.uri = uri
    }
}

/// A whole document: its root and the comments around it.
public struct Document: Sendable, Hashable {
    /// Comments and processing instructions before the root, as virsh writes them.
    public var prolog: [Node] = []
    public var root: Element
    public var epilog: [Node] = []

    public init(root: Element) { self.root = root }
}
