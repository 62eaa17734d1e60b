/// Finding things. Names are local names and match elements of `namespace` alone; the default is "no namespace",
/// where libvirt's own elements are, so that a foreign `<x:name>` is never taken for libvirt's `<name>`.
extension Element {
    /// The text directly in this element, joined.
    public var text: String {
        children.reduce(into: "") { if case .text(let part) = $1 { $0 += part } }
    }

    /// `text` without white space at its ends.
    public var trimmedText: String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isXMLSpace }),
            let last = scalars.lastIndex(where: { !$0.isXMLSpace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The elements directly in this one.
    public var elements: [Element] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The value of an attribute, or nil.
    public func attribute(_ name: String, namespace: String = "") -> String? {
        attributes.first { $0.name == name && $0.namespace == namespace }?.value
    }

    /// The first element at a path beneath this one: `first("devices/disk")`.
    public func first(_ path: String, namespace: String = "") -> Element? {
        first(path.split(separator: "/")[...], namespace)
    }

    /// All elements at a path beneath this one, in the document's order: `all("devices/disk")`.
    public func all(_ path: String, namespace: String = "") -> [Element] {
        path.split(separator: "/").reduce([self]) { found, step in
            found.flatMap { $0.elements.filter { $0.name == step && $0.namespace == namespace } }
        }
    }

    /// The trimmed text of the first element at a path, or an attribute where its last step begins with `@`:
    /// `domain["os/type"]`, `disk["source/@file"]`, `disk["@type"]`. Nil where nothing is there.
    public subscript(path: String) -> String? {
        let steps = path.split(separator: "/")
        guard let last = steps.last, last.hasPrefix("@") else { return first(steps[...], "")?.trimmedText }
        return values(steps.dropLast(), attribute: String(last.dropFirst())).first
    }

    /// Depth first, so that `a/b` finds the `b` of a second `a` when the first has none.
    private func first(_ steps: ArraySlice<Substring>, _ namespace: String) -> Element? {
        guard let step = steps.first else { return self }
        for case .element(let child) in children where child.name == step && child.namespace == namespace {
            if let found = child.first(steps.dropFirst(), namespace) { return found }
        }
        return nil
    }

    private func values(_ steps: ArraySlice<Substring>, attribute name: String) -> [String] {
        guard let step = steps.first else { return attribute(name).map { [$0] } ?? [] }
        for case .element(let child) in children where child.name == step && child.namespace.isEmpty {
            let found = child.values(steps.dropFirst(), attribute: name)
            if !found.isEmpty { return found }
        }
        return []
    }
}

extension Unicode.Scalar {
    /// White space as XML knows it.
    var isXMLSpace: Bool { self == " " || self == "\n" || self == "\t" || self == "\r" }
}
