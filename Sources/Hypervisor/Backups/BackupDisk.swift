// Glibc before any other C module: the first one that the compiler reads in a module owns the system's structs.
import Glibc
import XML

/// One disk of a guest as a backup sees it, read from the definition that holds now.
public struct BackupDisk: Sendable, Equatable {
    /// Where its bytes are.
    public enum Source: Sendable, Equatable {
        case file(String)
        /// A block device of the host: a logical volume...
        case block(String)
        /// A volume by its pool.
        case volume(pool: String, name: String)
        /// `rbd`, `iscsi`...: read by QEMU itself.
        case network(protocol: String, name: String, host: String)
        /// An empty drive, or a kind that is not known here.
        case other(String)
    }

    /// Why it cannot be in a backup.
    public enum Obstacle: String, Sendable, Codable {
        case cdrom, floppy
        /// A device passed through whole.
        case lun
        /// No guest can change it.
        case readOnly
        /// Another guest may write it at the same time.
        case shareable
        /// Its changes go with the guest's end.
        case transient
        case empty
    }

    /// `vda`
    public var target: String
    public var source: Source
    /// `qcow2`, `raw`.
    public var format: String
    public var obstacle: Obstacle?
    /// Bytes that the guest sees; nil where libvirt cannot tell.
    public var capacity: UInt64?
    /// Bytes that it takes from its storage.
    public var allocation: UInt64?
    /// The pool that holds it, found by its path where the definition names none.
    public var pool: String?
    /// Whether it can hold the bitmap of a checkpoint: qcow2, and not of version 2. Nil for a qcow2 that lies in no pool.
    public var holdsBitmaps: Bool?
    /// Files beneath the first one, nearest first.
    public var backingChain: [String]

    /// From `<disk>`; nil where it has no target.
    init?(disk: Element) {
        guard let target = disk["target/@dev"] else { return nil }
        self.target = target
        let kind = disk["@type"] ?? ""
        source = Source(disk.first("source"), kind: kind)
        format = disk["driver/@type"] ?? "raw"
        backingChain = GuestDisk(disk: disk)?.backingChain ?? []
        holdsBitmaps = format == "qcow2" ? nil : false
        if case .volume(let pool, _) = source { self.pool = pool }
        obstacle = Obstacle(disk, source)
    }
}

extension BackupDisk.Source {
    fileprivate init(_ source: Element?, kind: String) {
        let source = source ?? Element("source")
        switch kind {
        case "file": self = source.attribute("file").map { .file($0) } ?? .other(kind)
        case "block": self = source.attribute("dev").map { .block($0) } ?? .other(kind)
        case "volume":
            self = .volume(pool: source.attribute("pool") ?? "", name: source.attribute("volume") ?? "")
        case "network":
            self = .network(
                protocol: source.attribute("protocol") ?? "", name: source.attribute("name") ?? "",
                host: source["host/@name"] ?? source["host/@socket"] ?? "")
        default: self = .other(kind)
        }
    }

    /// The path on the host, where it has one.
    public var path: String? {
        switch self {
        case .file(let path), .block(let path): path
        case .volume, .network, .other: nil
        }
    }
}

extension BackupDisk.Obstacle {
    fileprivate init?(_ disk: Element, _ source: BackupDisk.Source) {
        switch disk["@device"] ?? "disk" {
        case "cdrom": self = .cdrom
        case "floppy": self = .floppy
        case "lun": self = .lun
        default:
            if disk.first("readonly") != nil {
                self = .readOnly
            } else if disk.first("shareable") != nil {
                self = .shareable
            } else if disk.first("transient") != nil {
                self = .transient
            } else if disk.first("source") == nil {
                self = .empty
            } else {
                return nil
            }
        }
    }
}
