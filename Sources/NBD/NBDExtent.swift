/// What a server can tell of its blocks (the protocol's "metadata context").
public struct NBDContext: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// `base:allocation`: holes and zeroes.
    public static let allocation = NBDContext(rawValue: "base:allocation")

    /// `qemu:dirty-bitmap:NAME`: what has changed since a checkpoint.
    public static func bitmap(_ name: String) -> NBDContext { NBDContext(rawValue: "qemu:dirty-bitmap:" + name) }

    /// Whether it tells of changes.
    public var isBitmap: Bool { rawValue.hasPrefix("qemu:dirty-bitmap:") }
}

/// A stretch of an export, in bytes, with the flags that one context has for it.
public struct NBDExtent: Sendable, Equatable {
    public var range: Range<UInt64>
    /// The protocol's flags; their meaning depends on the context.
    public var flags: UInt32

    public init(_ range: Range<UInt64>, flags: UInt32) {
        self.range = range
        self.flags = flags
    }

    /// `base:allocation`: reads as zeroes (`LIBNBD_STATE_ZERO`). Only this allows not to read.
    public var isZero: Bool { flags & 2 != 0 }
    /// `base:allocation`: takes no room (`LIBNBD_STATE_HOLE`). It may still not read as zeroes.
    public var isHole: Bool { flags & 1 != 0 }
    /// `qemu:dirty-bitmap:`: was written to.
    public var isDirty: Bool { flags & 1 != 0 }
}

/// A stretch of an export and what a backup does with it.
public struct NBDRegion: Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// To be read.
        case data
        /// Zeroes: nothing to read.
        case zero
        /// As it was at the checkpoint.
        case unchanged
    }
    public var range: Range<UInt64>
    public var kind: Kind

    public init(_ range: Range<UInt64>, _ kind: Kind) {
        self.range = range
        self.kind = kind
    }

    /// Lays what is zero over what has changed: both lists begin and end at the same bytes and have no gaps. Neighbours
    /// of one kind become one.
    /// - Parameter dirty: nil where all counts as changed.
    public static func regions(allocation: [NBDExtent], dirty: [NBDExtent]?) -> [NBDRegion] {
        var regions: [NBDRegion] = []
        var changes = dirty?.makeIterator()
        var change = changes?.next()
        for extent in allocation {
            var start = extent.range.lowerBound
            while start < extent.range.upperBound {
                while let current = change, current.range.upperBound <= start { change = changes?.next() }
                let end = min(extent.range.upperBound, change?.range.upperBound ?? extent.range.upperBound)
                let kind: Kind = change.map { !$0.isDirty } ?? false ? .unchanged : extent.isZero ? .zero : .data
                append(NBDRegion(start..<end, kind), to: &regions)
                start = end
            }
        }
        return regions
    }

    private static func append(_ region: NBDRegion, to regions: inout [NBDRegion]) {
        if let last = regions.last, last.kind == region.kind, last.range.upperBound == region.range.lowerBound {
            regions[regions.count - 1].range = last.range.lowerBound..<region.range.upperBound
        } else {
            regions.append(region)
        }
    }
}
