import CXML2

// Copies libxml2's tree into values. Depth is bounded by the parser (`Limits.depth`), so recursion is too.

extension Element {
    init(reading node: xmlNodePtr) {
        self.init(
            String(xml: node.pointee.name), prefix: String(xml: node.pointee.ns?.pointee.prefix),
            namespace: String(xml: node.pointee.ns?.pointee.href))
        line = max(0, xmlGetLineNo(node))
        var declaration = node.pointee.nsDef
        while let one = declaration {
            declarations.append(
                NamespaceDeclaration(prefix: String(xml: one.pointee.prefix), uri: String(xml: one.pointee.href)))
            declaration = one.pointee.next
        }
        var attribute = node.pointee.properties
        while let one = attribute {
            attributes.append(Attribute(reading: one))
            attribute = one.pointee.next
        }
        var child = node.pointee.children
        while let one = child {
            if let kept = Node(reading: one) { children.append(kept) }
            child = one.pointee.next
        }
    }
}

extension Attribute {
    fileprivate init(reading attribute: xmlAttrPtr) {
        var value = ""
        var part = attribute.pointee.children
        while let one = part {
            value += String(xml: one.pointee.content)
            part = one.pointee.next
        }
        self.init(
            String(xml: attribute.pointee.name), value, prefix: String(xml: attribute.pointee.ns?.pointee.prefix),
            namespace: String(xml: attribute.pointee.ns?.pointee.href))
    }
}

extension Node {
    /// Nil for what a document without a type declaration cannot have.
    init?(reading node: xmlNodePtr) {
        switch node.pointee.type {
        case XML_ELEMENT_NODE: self = .element(Element(reading: node))
        case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: self = .text(String(xml: node.pointee.content))
        case XML_COMMENT_NODE: self = .comment(String(xml: node.pointee.content))
        case XML_PI_NODE:
            self = .instruction(target: String(xml: node.pointee.name), content: String(xml: node.pointee.content))
        default: return nil
        }
    }
}

extension String {
    /// A string of libxml2, which is UTF-8; nil is empty.
    init(xml text: UnsafePointer<xmlChar>?) {
        self = text.map { String(cString: $0) } ?? ""
    }
}
