import XML

/// What a live backup is to export: libvirt's pull mode, over NBD on a unix socket (`virDomainBackupBegin`).
///
/// Everything that it makes on the host lies in one folder, named after the guest's disks; libvirt removes it again.
public struct BackupRequest: Sendable, Equatable {
    /// One disk that takes part. A disk that is not listed does not.
    public struct Disk: Sendable, Equatable {
        /// `vda`; the export's name too.
        public var target: String
        /// The checkpoint whose bitmap says what has changed; nil for a full backup. Each disk has its own.
        public var since: String?

        public init(_ target: String, since: String? = nil) {
            self.target = target
            self.since = since
        }
    }

    /// An absolute path: socket and scratch files are made in it. QEMU's user must be able to enter it.
    public var folder: String
    public var disks: [Disk]
    /// Those that are told to stay out. What is neither here nor in `disks` stays out as well.
    public var excluded: [String]
    /// The checkpoint to begin at the same moment, on those of `checkpointed`; nil for none.
    public var checkpoint: String?
    /// Disks that can hold its bitmap: qcow2 of version 3.
    public var checkpointed: [String]

    public init(
        folder: String, disks: [Disk], excluded: [String] = [], checkpoint: String? = nil, checkpointed: [String] = []
    ) {
        self.folder = folder
        self.disks = disks
        self.excluded = excluded
        self.checkpoint = checkpoint
        self.checkpointed = checkpointed
    }

    /// Where the NBD server listens. A socket's address has 107 bytes.
    public var socket: String { folder + "/nbd.sock" }

    /// Where QEMU keeps what the guest overwrites during the backup.
    public func scratch(of target: String) -> String { folder + "/" + target + ".scratch" }

    /// The name of a disk's bitmap on its export (`NBDExport.open(bitmap:)`).
    public static func bitmap(of target: String) -> String { "backup-" + target }

    /// `<domainbackup>`.
    var backupXML: String {
        var backup = Element("domainbackup", attributes: [Attribute("mode", "pull")])
        backup.append(
            Element("server", attributes: [Attribute("transport", "unix"), Attribute("socket", socket)]))
        var list = Element("disks")
        for disk in disks { list.append(element(disk)) }
        for target in excluded {
            list.append(Element("disk", attributes: [Attribute("name", target), Attribute("backup", "no")]))
        }
        backup.append(list)
        return backup.xml(indentation: 2)
    }

    private func element(_ disk: Disk) -> Element {
        var element = Element(
            "disk",
            attributes: [
                Attribute("name", disk.target), Attribute("backup", "yes"), Attribute("type", "file"),
                Attribute("exportname", disk.target),
            ])
        if let since = disk.since {
            element.set(attribute: "backupmode", to: "incremental")
            element.set(attribute: "incremental", to: since)
            element.set(attribute: "exportbitmap", to: Self.bitmap(of: disk.target))
        } else {
            element.set(attribute: "backupmode", to: "full")
        }
        element.append(Element("scratch", attributes: [Attribute("file", scratch(of: disk.target))]))
        return element
    }

    /// `<domaincheckpoint>`; nil where none is to begin.
    var checkpointXML: String? {
        guard let checkpoint else { return nil }
        var element = Element("domaincheckpoint")
        element.append(Element("name", text: checkpoint))
        var list = Element("disks")
        for target in disks.map(\.target) + excluded {
            let kind = checkpointed.contains(target) ? "bitmap" : "no"
            list.append(Element("disk", attributes: [Attribute("name", target), Attribute("checkpoint", kind)]))
        }
        element.append(list)
        return element.xml(indentation: 2)
    }
}
