import Foundation
import XML

/// The definition of a guest that comes back: its disks where they are now, and for a new name an identity of its own.
enum RestoredDomain {
    /// - Parameters:
    ///   - paths: the file of each restored disk, by target.
    ///   - newName: nil keeps name, UUID and addresses.
    ///   - uuid: for a new name; nil: one is made up.
    ///   - missing: disks that are not in the backup: a guest with a new name must not share them with the old one.
    static func xml(
        _ text: String, paths: [String: (path: String, format: String)], newName: String?, uuid: String? = nil,
        missing: Set<String>
    ) throws(OperationFailure) -> String {
        var document: Document
        do { document = try Document(parsing: text) } catch {
            throw OperationFailure(area: "xml", message: .badDomainInBackup(error.words))
        }
        document.root.change("devices") { devices in
            if newName != nil {
                devices.children.removeAll { node in
                    guard case .element(let disk) = node, disk.name == "disk" else { return false }
                    return disk["target/@dev"].map(missing.contains) ?? false
                }
            }
            devices.change("disk") { disk in
                guard let target = disk["target/@dev"], let place = paths[target] else { return }
                move(&disk, to: place.path, format: place.format)
            }
            guard newName != nil else { return }
            devices.change("interface") { interface in
                // libvirt makes up another address.
                interface.children.removeAll { $0.isElement("mac") }
            }
            // Files that the old guest writes, if it runs.
            for kind in ["serial", "console", "parallel", "channel"] {
                devices.change(kind) { device in device.children.removeAll { $0.isElement("log") } }
            }
        }
        if newName != nil { document.root.change("os") { $0.children.removeAll { $0.isElement("nvram") } } }
        if let newName {
            document.root.change("name") { $0.set(text: newName) }
            document.root.change("uuid") { $0.set(text: uuid ?? UUID().uuidString.lowercased()) }
        }
        return document.xml()
    }

    /// Whatever it was kept in, it is a file now, whole and with nothing beneath.
    private static func move(_ disk: inout Element, to path: String, format: String) {
        disk.set(attribute: "type", to: "file")
        disk.children.removeAll { $0.isElement("backingStore") || $0.isElement("source") || $0.isElement("mirror") }
        disk.append(Element("source", attributes: [Attribute("file", path)]))
        disk.change("driver") { $0.set(attribute: "type", to: format) }
    }
}

extension XML.Node {
    fileprivate func isElement(_ name: String) -> Bool {
        if case .element(let element) = self { element.name == name } else { false }
    }
}

extension Phrase {
    static func badDomainInBackup(_ why: Phrase) -> Phrase {
        Phrase(
            "the definition in the backup cannot be read: \(why.english)",
            "la définition contenue dans la sauvegarde est illisible : \(why.french)")
    }
}
