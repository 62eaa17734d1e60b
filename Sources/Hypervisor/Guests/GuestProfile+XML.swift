import XML

extension GuestProfile {
    /// The prefix of our element in a guest's XML.
    static let key = "unixcorn"

    /// From `<metadata>`; nil where it holds nothing of ours.
    init?(metadata: Element) {
        guard let own = metadata.first("guest", namespace: Self.namespace) else { return nil }
        self.init()
        kind = own.attribute("kind") ?? ""
        order = own.attribute("order").flatMap { Int($0) }
        startDelay = own.attribute("delay").flatMap { Int($0) } ?? 0
        // libvirt gives its namespace to what is inside too; XML written by hand may not.
        for part in own.elements where part.namespace == Self.namespace || part.namespace.isEmpty {
            switch part.name {
            case "after": dependsOn.append(part.text)
            case "tag": tags.append(part.text)
            case "notes": notes = part.text
            default: break
            }
        }
    }

    /// As `virDomainSetMetadata` takes it; nil for an empty profile, which removes the element.
    var element: Element? {
        guard self != GuestProfile() else { return nil }
        var own = Element("guest")
        if !kind.isEmpty { own.set(attribute: "kind", to: kind) }
        if let order { own.set(attribute: "order", to: String(order)) }
        if startDelay != 0 { own.set(attribute: "delay", to: String(startDelay)) }
        for name in dependsOn { own.append(Element("after", text: name)) }
        for tag in tags { own.append(Element("tag", text: tag)) }
        if !notes.isEmpty { own.append(Element("notes", text: notes)) }
        return own
    }
}
