extension PolicyReading {
    /// The values of a section by key. An unknown key is a problem, and so is anything that is no section (then nil).
    ///
    /// - Parameter swapped: a key of the section that is wrong here, and the one that is meant.
    mutating func section(
        _ value: PlacedNode, _ section: PolicyKey.Section, swapped: (wrong: String, right: String)? = nil
    ) -> [String: PlacedNode]? {
        guard let pairs = value.node.table else {
            report(value.path, .wrongType(value.node.kindName, allowed: .mustBeSection))
            return nil
        }
        let known = PolicyKey.names(section).filter { $0 != swapped?.wrong }
        var values: [String: PlacedNode] = [:]
        for (name, node) in pairs {
            let path = value.path.key(name)
            if known.contains(name) {
                values[name] = PlacedNode(path, node)
            } else if let swapped, swapped.wrong == name {
                report(path, .otherKeyHere(swapped.right))
            } else {
                report(path, .unknownKey(nearest: nearest(to: name, in: known), known: known))
            }
        }
        for key in PolicyKey.all where key.section == section && key.isRequired && pairs[key.name] == nil {
            report(value.path.key(key.name), .keyMissing)
        }
        return values
    }

    /// The sections of a list: `[[publish]]`.
    mutating func sections(_ value: PlacedNode?, _ section: PolicyKey.Section) -> [PlacedNode] {
        guard let value else { return [] }
        guard let members = value.members else {
            report(value.path, .wrongType(value.node.kindName, allowed: .mustBeList(section.header)))
            return []
        }
        return members
    }

    /// What stands under names that the policy gives: `[kinds.NAME]`, or a set's `NAME = `.
    mutating func named(_ value: PlacedNode?, _ section: PolicyKey.Section) -> [String: PlacedNode] {
        guard let value else { return [:] }
        guard let pairs = value.node.table else {
            let allowed = section == .sets ? Phrase.mustBeSection : .mustBeNamedSections(section.header)
            report(value.path, .wrongType(value.node.kindName, allowed: allowed))
            return [:]
        }
        var found: [String: PlacedNode] = [:]
        for (name, node) in pairs {
            let path = value.path.key(name)
            if !PolicyReading.isName(name) {
                report(path, .notAllowed(PolicyReading.quoted(name), allowed: .aName))
            } else if section == .kinds, name == "host" {
                report(path, .kindReserved)
            } else {
                found[name] = PlacedNode(path, node)
            }
        }
        return found
    }

    /// Names of kinds and sets become parts of names in the kernel: short, and free of anything that nft would read.
    static func isName(_ text: String) -> Bool {
        (1...20).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
