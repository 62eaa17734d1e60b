import XML

/// What a guest's definition says while its disks borrow from a backup, and what it says when they are whole.
enum InstantDomain {
    /// What QEMU does when a disk fails: libvirt's words; nil where the guest has none of its own.
    struct ErrorPolicy: Sendable, Codable, Equatable {
        var all: String?
        var reads: String?

        fileprivate func set(on disk: inout Element) {
            if disk.first("driver") == nil {
                disk.append(Element("driver", attributes: [Attribute("name", "qemu"), Attribute("type", "qcow2")]))
            }
            disk.change("driver") { driver in
                driver.set(attribute: "error_policy", to: all)
                driver.set(attribute: "rerror_policy", to: reads)
            }
        }
    }

    /// The definition with every disk of `targets` over the one that we serve. An error of that one stops the guest,
    /// which never sees it.
    static func borrowing(
        _ text: String, _ targets: Set<String>, socket: InstantSocket
    ) throws(OperationFailure) -> String {
        try change(text, targets) { disk, target in
            ErrorPolicy(all: "stop").set(on: &disk)
            var source = Element("source", attributes: [Attribute("protocol", "nbd"), Attribute("name", target)])
            source.append(
                Element("host", attributes: [Attribute("transport", "unix"), Attribute("socket", socket.path)]))
            var lender = Element("backingStore", attributes: [Attribute("type", "network")])
            lender.append(Element("format", attributes: [Attribute("type", "raw")]))
            lender.append(source)
            lender.append(Element("backingStore"))
            disk.append(lender)
        }
    }

    /// The definition with whole disks: the guest's own rules for errors are back.
    static func whole(_ text: String, _ disks: [InstantRecord.Disk]) throws(OperationFailure) -> String {
        let policies = Dictionary(disks.map { ($0.target, $0.policy) }, uniquingKeysWith: { first, _ in first })
        return try change(text, Set(policies.keys)) { disk, target in
            disk.remove("backingStore")
            policies[target]?.set(on: &disk)
        }
    }

    /// The rule for errors of each disk, by target.
    static func errorPolicies(_ text: String) throws(OperationFailure) -> [String: ErrorPolicy] {
        var found: [String: ErrorPolicy] = [:]
        _ = try change(text, nil) { disk, target in
            found[target] = ErrorPolicy(all: disk["driver/@error_policy"], reads: disk["driver/@rerror_policy"])
        }
        return found
    }

    private static func change(
        _ text: String, _ targets: Set<String>?, _ body: (inout Element, String) -> Void
    ) throws(OperationFailure) -> String {
        var document: Document
        do { document = try Document(parsing: text) } catch {
            throw OperationFailure(area: "xml", message: .badDomainInBackup(error.words))
        }
        document.root.change("devices") { devices in
            devices.change("disk") { disk in
                guard let target = disk["target/@dev"], targets?.contains(target) ?? true else { return }
                body(&disk, target)
            }
        }
        return document.xml()
    }
}
