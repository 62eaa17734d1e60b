import XML

extension Guest {
    /// The guest of a domain's XML, as libvirt gives it to its hooks: as one that runs, with its interfaces' ends on the host.
    /// Nil where it is no domain's.
    public init?(runningXML text: String) {
        guard let root = try? Document(parsing: text).root, root.name == "domain", let name = root["name"],
            let uuid = root["uuid"]
        else { return nil }
        self.init(id: GuestID(rawValue: uuid.lowercased()), name: name)
        let description = GuestDescription(domain: root, name: name, run: 0)
        state = .running
        interfaces = description.interfaces
        profile = description.profile
    }
}
