import CNetlink

/// Why an element cannot be one of its set.
struct ElementFault: Error {
    var words: String
    init(_ words: String) { self.words = words }
}

/// Elements as the kernel reads them: a list of `NFTA_LIST_ELEM`, each with its key (`NFTA_SET_ELEM_KEY`), its end, data,
/// time and comment. Of guests there are many, so that one array takes them all.
struct ElementBytes {
    private var bytes: [UInt8] = []
    private let set: NamedSet
    private let isKeyOnly: Bool

    /// Bytes of a list: less than an attribute can hold, by more than an element needs.
    private static let most = 60_000

    /// All elements, in lists of which each fits into one message.
    /// - Parameter isKeyOnly: without data, time and comment, as elements are named to be deleted.
    static func lists(
        _ elements: [SetElement], of set: NamedSet, isKeyOnly: Bool
    ) throws(ElementFault) -> [[UInt8]] {
        var lists: [[UInt8]] = []
        var writer = ElementBytes(set: set, isKeyOnly: isKeyOnly)
        writer.bytes.reserveCapacity(min(most + 1024, elements.count * 160))
        for element in isMerged(set) ? merged(elements) : elements {
            try writer.put(element)
            guard writer.bytes.count > most else { continue }
            lists.append(writer.bytes)
            writer.bytes.removeAll(keepingCapacity: true)
        }
        return writer.bytes.isEmpty ? lists : lists + [writer.bytes]
    }

    private init(set: NamedSet, isKeyOnly: Bool) {
        self.set = set
        self.isKeyOnly = isKeyOnly
    }

    private static func isMerged(_ set: NamedSet) -> Bool { set.hasRanges && set.key.count == 1 && set.data == .none }

    private static func merged(_ elements: [SetElement]) -> [SetElement] {
        var merged: [SetElement] = []
        for element in elements.sorted(by: { ($0.key.first?.lowerBound ?? 0) < ($1.key.first?.lowerBound ?? 0) }) {
            if let range = element.key.first, let last = merged.last?.key.first,
                last.upperBound == .max || range.lowerBound <= last.upperBound + 1
            {
                merged[merged.count - 1].key = [last.lowerBound...max(last.upperBound, range.upperBound)]
            } else {
                merged.append(element)
            }
        }
        return merged
    }

    private mutating func put(_ element: SetElement) throws(ElementFault) {
        guard element.key.count == set.key.count else {
            throw ElementFault("an element has \(element.key.count) parts, the set \(set.key.count)")
        }
        for (range, kind) in zip(element.key, set.key) where range.upperBound > kind.maximum {
            throw ElementFault("\(range.upperBound) is too large for \(kind.rawValue)")
        }
        guard !set.key.contains(.interfaceIndex) else { throw ElementFault("interfaces by number are not written") }
        guard set.hasRanges || element.isExact else { throw ElementFault("the set has no ranges") }
        if set.hasRanges, set.key.count == 1 { return try putSpan(element, element.key[0], set.key[0]) }
        try nest(NFTA_LIST_ELEM.number) { writer throws(ElementFault) in
            writer.key(NFTA_SET_ELEM_KEY, element.key, \.lowerBound)
            if !element.isExact { writer.key(NFTA_SET_ELEM_KEY_END, element.key, \.upperBound) }
            try writer.rest(element)
        }
    }

    /// A set of single ranges keeps two elements for each: where it begins, and the first value behind it
    /// (`NFT_SET_ELEM_INTERVAL_END`).
    private mutating func putSpan(
        _ element: SetElement, _ range: ClosedRange<UInt128>, _ kind: FieldKind
    ) throws(ElementFault) {
        guard !kind.isNative else { throw ElementFault("ranges of \(kind.rawValue) are not in order") }
        try nest(NFTA_LIST_ELEM.number) { writer throws(ElementFault) in
            writer.key(NFTA_SET_ELEM_KEY, [range], \.lowerBound)
            try writer.rest(element)
        }
        guard range.upperBound < kind.maximum else { return }
        let end = range.upperBound + 1
        nest(NFTA_LIST_ELEM.number) { writer in
            writer.key(NFTA_SET_ELEM_KEY, [end...end], \.lowerBound)
            writer.number(NFTA_SET_ELEM_FLAGS, UInt32(NFT_SET_ELEM_INTERVAL_END.rawValue))
        }
    }
}

extension ElementBytes {
    /// Data, time and comment.
    private mutating func rest(_ element: SetElement) throws(ElementFault) {
        guard !isKeyOnly else { return }
        try data(element)
        // Milliseconds.
        if let timeout = element.timeout { number(NFTA_SET_ELEM_TIMEOUT, UInt64(clamping: timeout) * 1000) }
        if let comment = element.comment { try self.comment(comment) }
    }

    private mutating func data(_ element: SetElement) throws(ElementFault) {
        switch (element.data, set.data) {
        case (.none, .none): return
        case (.verdict(let verdict), .verdict):
            let (code, chain) = (verdict.code, verdict.chain)
            if let chain, !NftName.isValid(chain) { throw ElementFault("“\(chain)” is no name of a chain") }
            nest(NFTA_SET_ELEM_DATA.number) { writer in
                writer.nest(NFTA_DATA_VERDICT.number) { writer in
                    writer.number(NFTA_VERDICT_CODE, UInt32(bitPattern: code))
                    if let chain { writer.text(NFTA_VERDICT_CHAIN, chain) }
                }
            }
        case (.values(let values), .values(let kinds)) where values.count == kinds.count:
            nest(NFTA_SET_ELEM_DATA.number) { writer in
                writer.nest(NFTA_DATA_VALUE.number) { writer in
                    for (value, kind) in zip(values, kinds) { writer.value(value, kind, isPadded: kinds.count > 1) }
                }
            }
        default: throw ElementFault("an element's data are not of the set's kind")
        }
    }

    /// As nft keeps it: a type (`NFTNL_UDATA_SET_ELEM_COMMENT`, 0), the length, the text with its zero byte.
    private mutating func comment(_ comment: String) throws(ElementFault) {
        let text = comment.utf8
        // NFTNL_UDATA_COMMENT_MAXLEN
        guard text.count < 128, !text.contains(0) else {
            throw ElementFault("a comment is longer than 127 bytes, or has a zero byte")
        }
        nest(NFTA_SET_ELEM_USERDATA.number, flag: 0) { writer in
            writer.bytes.append(0)
            writer.bytes.append(UInt8(text.count + 1))
            writer.bytes.append(contentsOf: text)
            writer.bytes.append(0)
        }
    }

    private mutating func key(
        _ name: nft_set_elem_attributes, _ parts: [ClosedRange<UInt128>], _ end: (ClosedRange<UInt128>) -> UInt128
    ) {
        nest(name.number) { writer in
            writer.nest(NFTA_DATA_VALUE.number, flag: 0) { writer in
                for (place, range) in parts.enumerated() {
                    writer.value(end(range), writer.set.key[place], isPadded: parts.count > 1)
                }
            }
        }
    }

    /// Parts of a key begin at registers of four bytes each.
    private mutating func value(_ value: UInt128, _ kind: FieldKind, isPadded: Bool) {
        let size = kind.width / 8
        if kind.isNative {
            Swift.withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0.prefix(size)) }
        } else {
            Swift.withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0.suffix(size)) }
        }
        if isPadded { pad() }
    }

    private mutating func number(_ name: some AttributeName, _ number: some FixedWidthInteger) {
        nest(name.number, flag: 0) { $0.bytes.append(network: number) }
    }

    private mutating func text(_ name: some AttributeName, _ text: String) {
        nest(name.number, flag: 0) { writer in
            writer.bytes.append(contentsOf: text.utf8)
            writer.bytes.append(0)
        }
    }

    /// An attribute with what `body` writes; `flag`: `NLA_F_NESTED` for one that holds attributes.
    private mutating func nest<Failure: Error>(
        _ number: UInt16, flag: UInt16 = 1 << 15, _ body: (inout ElementBytes) throws(Failure) -> Void
    ) throws(Failure) {
        let start = bytes.count
        bytes.append(native: UInt16(0))
        bytes.append(native: number | flag)
        try body(&self)
        let length = UInt16(truncatingIfNeeded: bytes.count - start)
        Swift.withUnsafeBytes(of: length) { (bytes[start], bytes[start + 1]) = ($0[0], $0[1]) }
        pad()
    }

    private mutating func pad() { while bytes.count & 3 != 0 { bytes.append(0) } }
}
