extension Element {
    /// The element as text in UTF-8, without the `<?xml?>` line.
    ///
    /// With `indentation` (blanks a level) elements that hold only elements get a line each and white space between
    /// them is made anew; text is never touched. Without, what was read is written as it was. Namespaces that are
    /// used and not declared are declared. Whatever cannot stand in XML 1.0 (NUL, ESC...) is written as U+FFFD.
    public func xml(indentation: Int? = nil) -> String {
        var writer = Writer(indentation: indentation)
        writer.write(self, level: 0, scope: ["xml": "http://www.w3.org/XML/1998/namespace"])
        return writer.out
    }
}

extension Document {
    /// The document as text in UTF-8, comments before and after the root included. See `Element.xml(indentation:)`.
    public func xml(indentation: Int? = nil) -> String {
        var parts: [String] = []
        for node in prolog + [.element(root)] + epilog {
            var writer = Writer(indentation: indentation)
            writer.write(node, level: 0, scope: ["xml": "http://www.w3.org/XML/1998/namespace"])
            parts.append(writer.out)
        }
        return parts.joined(separator: "\n") + "\n"
    }
}

private struct Writer {
    let indentation: Int?
    var out = ""

    mutating func write(_ node: Node, level: Int, scope: [String: String]) {
        switch node {
        case .element(let element): write(element, level: level, scope: scope)
        case .text(let text): out += escaped(text, inAttribute: false)
        case .comment(let text): out += "<!--" + broken(text, "--", "- -") + "-->"
        case .instruction(let target, let content):
            out += "<?" + nameOnly(target) + (content.isEmpty ? "" : " ") + broken(content, "?>", "? >") + "?>"
        }
    }

    mutating func write(_ element: Element, level: Int, scope outer: [String: String]) {
        var scope = outer
        // A prefix without a namespace cannot be declared: it is left out.
        let prefix = element.namespace.isEmpty ? "" : element.prefix
        let name = qualified(prefix, element.name)
        out += "<" + name
        for declaration in element.declarations { declare(declaration.prefix, declaration.uri, &scope) }
        if scope[prefix, default: ""] != element.namespace { declare(prefix, element.namespace, &scope) }
        for attribute in element.attributes {
            let prefix = attribute.namespace.isEmpty ? "" : attribute.prefix
            if !prefix.isEmpty, scope[prefix] != attribute.namespace {
                declare(prefix, attribute.namespace, &scope)
            }
            out += " " + qualified(prefix, attribute.name)
            out += "='" + escaped(attribute.value, inAttribute: true) + "'"
        }
        guard !element.children.isEmpty else { return out += "/>" }
        out += ">"
        writeChildren(of: element, level: level, scope: scope)
        out += "</" + name + ">"
    }

    private mutating func writeChildren(of element: Element, level: Int, scope: [String: String]) {
        guard let indentation, !element.holdsText else {
            for child in element.children { write(child, level: level, scope: scope) }
            return
        }
        for child in element.children {
            if case .text = child { continue }
            out += "\n" + String(repeating: " ", count: indentation * (level + 1))
            write(child, level: level + 1, scope: scope)
        }
        out += "\n" + String(repeating: " ", count: indentation * level)
    }

    private mutating func declare(_ prefix: String, _ uri: String, _ scope: inout [String: String]) {
        scope[prefix] = uri
        out += prefix.isEmpty ? " xmlns='" : " xmlns:" + nameOnly(prefix) + "='"
        out += escaped(uri, inAttribute: true) + "'"
    }

    private func qualified(_ prefix: String, _ name: String) -> String {
        prefix.isEmpty ? nameOnly(name) : nameOnly(prefix) + ":" + nameOnly(name)
    }
}

extension Element {
    /// Whether white space between its children may not be touched: it holds text, or nothing but white space.
    fileprivate var holdsText: Bool {
        let hasElements = children.contains { if case .text = $0 { false } else { true } }
        return !hasElements || text.unicodeScalars.contains { !$0.isXMLSpace }
    }
}

/// Breaks up a sequence that would end a comment or an instruction early. libxml2 refuses `--` in a comment too.
private func broken(_ text: String, _ end: String, _ replacement: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
        if out.unicodeScalars.last == end.unicodeScalars.first, scalar == end.unicodeScalars.last {
            out.unicodeScalars.removeLast()
            out += replacement
        } else {
            out.unicodeScalars.append(scalar.isXMLCharacter ? scalar : "\u{FFFD}")
        }
    }
    return end == "--" && out.hasSuffix("-") ? out + " " : out
}

private func escaped(_ text: String, inAttribute: Bool) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "'" where inAttribute: out += "&apos;"
        // A parser turns these into blanks in an attribute, and a carriage return into a line end anywhere.
        case "\n" where inAttribute: out += "&#10;"
        case "\t" where inAttribute: out += "&#9;"
        case "\r": out += "&#13;"
        default: out.unicodeScalars.append(scalar.isXMLCharacter ? scalar : "\u{FFFD}")
        }
    }
    return out
}

/// Names come from our own code or from a parsed document; whatever else gets here cannot break out of the tag.
private func nameOnly(_ name: String) -> String {
    var out = String.UnicodeScalarView()
    for (index, scalar) in name.unicodeScalars.enumerated() {
        let isLetter = scalar.properties.isAlphabetic || scalar == "_"
        let isLater = ("0"..."9").contains(scalar) || scalar == "-" || scalar == "." || scalar.value == 0xB7
        out.append(isLetter || (isLater && index > 0) ? scalar : "_")
    }
    return out.isEmpty ? "_" : String(out)
}

extension Unicode.Scalar {
    /// The characters that XML 1.0 can hold.
    fileprivate var isXMLCharacter: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
