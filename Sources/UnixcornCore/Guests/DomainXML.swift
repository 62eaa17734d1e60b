import XML

/// What the console itself must know of a domain's XML before libvirt sees it.
enum DomainXML {
    /// The UUID in it, in libvirt's form; nil where there is none or where it is no XML.
    static func uuid(in xml: String) -> String? {
        // XML that cannot be read has no UUID; libvirt then says what is wrong with it.
        guard let root = try? Element(parsing: xml) else { return nil }
        return root["uuid"]?.lowercased()
    }
}
