import XML

/// The passwords of a guest's screens in its XML (`<graphics passwd='...'>`).
///
/// What is edited, journaled and undone never holds them: libvirt leaves them out unless it is asked for them. They are put
/// back at the moment when a definition is stored, from the one that is there. A screen without the attribute keeps its
/// password; `passwd=''` lets nobody in.
enum GraphicsPasswords {
    /// The same XML without any. Text that is no XML may hold one and cannot be told: it is left out whole.
    static func removed(from xml: String) -> String {
        guard xml.contains("passwd") else { return xml }
        // Why it is no XML does not matter here: libvirt says so.
        guard var document = try? Document(parsing: xml) else {
            return "<!-- not well-formed and left out: it may hold a password -->"
        }
        var isChanged = false
        document.root.changeGraphics { screen in
            guard screen.attribute("passwd") != nil else { return }
            screen.set(attribute: "passwd", to: nil)
            isChanged = true
        }
        return isChanged ? document.xml() : xml
    }

    /// `xml` with the passwords of `present` where the same screen (the first, second... of its type) has none.
    static func restored(in xml: String, from present: String) -> String {
        // One that cannot be read has none to give, or goes to libvirt as it is.
        guard let old = try? Element(parsing: present), var document = try? Document(parsing: xml) else { return xml }
        var known: [String: [String?]] = [:]
        for screen in old.all("devices/graphics") {
            known[screen.attribute("type") ?? "", default: []].append(screen.attribute("passwd"))
        }
        var seen: [String: Int] = [:]
        var isChanged = false
        document.root.changeGraphics { screen in
            let type = screen.attribute("type") ?? ""
            let place = seen[type, default: 0]
            seen[type] = place + 1
            guard screen.attribute("passwd") == nil, let list = known[type], place < list.count,
                let password = list[place]
            else { return }
            screen.set(attribute: "passwd", to: password)
            isChanged = true
        }
        return isChanged ? document.xml() : xml
    }

    /// Whether a password may have been left out of this XML.
    static func mayMiss(in xml: String) -> Bool { xml.contains("<graphics ") }
}

extension Element {
    fileprivate mutating func changeGraphics(_ body: (inout Element) -> Void) {
        change("devices") { $0.change("graphics", body) }
    }
}

extension Operation {
    /// The operation as it may be written down: a password that somebody typed into XML is done, and not kept.
    var withoutSecrets: Operation {
        guard case .guest(let deed) = deed else { return self }
        var kept = self
        switch deed {
        case .define(let xml, let previous):
            kept.deed = .guest(
                .define(
                    xml: GraphicsPasswords.removed(from: xml), previous: GraphicsPasswords.removed(from: previous)))
        case .create(let xml): kept.deed = .guest(.create(xml: GraphicsPasswords.removed(from: xml)))
        case .delete(let volumes, let xml):
            kept.deed = .guest(.delete(volumes: volumes, xml: GraphicsPasswords.removed(from: xml)))
        case .redefine(let xml): kept.deed = .guest(.redefine(xml: GraphicsPasswords.removed(from: xml)))
        default: break
        }
        return kept
    }
}
