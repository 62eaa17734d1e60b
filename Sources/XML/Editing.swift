/// Changing an element in place. What is not named stays as it was, in its order.
extension Element {
    /// Sets an attribute, or removes it with nil.
    public mutating func set(attribute name: String, to value: String?) {
        let place = attributes.firstIndex { $0.name == name && $0.namespace.isEmpty }
        switch (place, value) {
        case (let place?, let value?): attributes[place].value = value
        case (let place?, nil): attributes.remove(at: place)
        case (nil, let value?): attributes.append(Attribute(name, value))
        case (nil, nil): break
        }
    }

    /// Replaces everything in this element by `text`.
    public mutating func set(text: String) {
        children = text.isEmpty ? [] : [.text(text)]
    }

    /// Appends an element.
    public mutating func append(_ element: Element) {
        children.append(.element(element))
    }

    /// Changes every element directly in this one that has this name. Returns how many there were.
    @discardableResult
    public mutating func change(_ name: String, namespace: String = "", _ body: (inout Element) -> Void) -> Int {
        var count = 0
        for index in children.indices {
            guard case .element(var child) = children[index], child.name == name, child.namespace == namespace
            else { continue }
            body(&child)
            children[index] = .element(child)
            count += 1
        }
        return count
    }

    /// Removes every element directly in this one that has this name and passes `condition`.
    public mutating func remove(
        _ name: String, namespace: String = "", where condition: (Element) -> Bool = { _ in true }
    ) {
        children.removeAll {
            guard case .element(let child) = $0 else { return false }
            return child.name == name && child.namespace == namespace && condition(child)
        }
    }
}
