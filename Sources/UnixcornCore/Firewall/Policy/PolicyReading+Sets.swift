import Foundation

extension PolicyReading {
    /// What one set says itself, before others are included.
    private struct OwnSet {
        var blocks: [AddressBlock] = []
        var source: String?
    }

    mutating func readSets(_ values: [String: PlacedNode]) {
        var own: [String: OwnSet] = [:]
        var inclusion = Inclusion()
        for (name, value) in values {
            if value.node.table != nil {
                own[name] = setOfFile(value)
            } else {
                let list = listed(value, allowed: .aSet)
                own[name] = OwnSet(blocks: list.blocks)
                inclusion.includes[name] = list.sets
            }
        }
        refuseCircles(inclusion) { TOMLPath("sets", $0) }
        // Those that a set includes are whole before it.
        for name in inclusion.order(of: values.keys.sorted()) {
            guard let value = values[name], let set = own[name] else { continue }
            let others = (inclusion.includes[name] ?? []).flatMap { policy.sets[$0]?.blocks ?? [] }
            policy.sets[name] = AddressSet(
                name: name, line: line(value.path), blocks: AddressSet.merged(set.blocks + others), source: set.source)
        }
    }

    /// Every circle is one problem, at the first of its members in the file. Returns whether there are any.
    @discardableResult
    mutating func refuseCircles(_ inclusion: Inclusion, at path: (String) -> TOMLPath) -> Bool {
        let circles = inclusion.circles()
        for circle in circles {
            let members = circle.dropLast()
            let places = members.indices.map { (line: line(path(members[$0])), place: $0) }
            guard let first = places.min(by: { $0 < $1 })?.place else { continue }
            let turned = members[first...] + members[..<first] + [members[first]]
            report(path(members[first]), .circle(turned.joined(separator: " → ")))
        }
        return !circles.isEmpty
    }

    /// `admins`: a list that may include sets, which are known by now.
    mutating func addresses(_ value: PlacedNode) -> [AddressBlock] {
        let list = listed(value, allowed: .addresses)
        return AddressSet.merged(list.blocks + list.sets.flatMap { policy.sets[$0]?.blocks ?? [] })
    }

    /// The addresses of a list, and the sets that it includes. Addresses that it has twice are a problem.
    mutating func listed(_ value: PlacedNode, allowed: Phrase) -> (blocks: [AddressBlock], sets: [String]) {
        var members: [ListedBlock] = []
        var sets: [String] = []
        guard let nodes = value.members else {
            report(value.path, .wrongType(value.node.kindName, allowed: allowed))
            return ([], [])
        }
        for (place, node) in nodes.enumerated() {
            guard let text = text(node, allowed: .anAddressOrSet) else { continue }
            if text.hasPrefix("@") {
                if let name = setName(String(text.dropFirst()), node.path) { sets.append(name) }
            } else if let block = block(text, node.path) {
                members.append(ListedBlock(block: block, line: line(node.path), place: place))
            }
        }
        for pair in ListedBlock.overlaps(members) {
            report(value.path.index(pair.second.place), .overlap(pair.second.block, pair.first.block, pair.first.line))
        }
        return (members.map(\.block), sets)
    }

    /// An address, a prefix or a span, or a problem that says which it is not.
    mutating func block(_ text: String, _ path: TOMLPath) -> AddressBlock? {
        do {
            return try AddressBlock.read(text)
        } catch {
            report(path, .fault(error, PolicyReading.quoted(text)))
            return nil
        }
    }
}

extension PolicyReading {
    /// `{ file = "blocklist.txt", merge = true }`
    private mutating func setOfFile(_ value: PlacedNode) -> OwnSet {
        guard let values = section(value, .setFile), let place = values["file"],
            let name = text(place, allowed: .aFile, maximum: 4096)
        else { return OwnSet() }
        let isMerging = truth(values["merge"], false)
        let source = name.hasPrefix("/") ? name : (file as NSString).deletingLastPathComponent.appending(path: name)
        do {
            let list = AddressFile(try AddressFile.bytes(source))
            tell(list, source, value.path, isMerging)
            return OwnSet(blocks: list.blocks.map(\.block), source: source)
        } catch {
            report(place.path, .noAddressFile(PolicyReading.quoted(source), error))
            return OwnSet()
        }
    }

    /// The first problems of a file of addresses, and how many more there are.
    private mutating func tell(_ list: AddressFile, _ source: String, _ path: TOMLPath, _ isMerging: Bool) {
        var found = list.faults.map { ($0.line, Phrase.fault($0.fault, PolicyReading.quoted($0.text))) }
        let overlaps = isMerging ? [] : ListedBlock.overlaps(list.blocks).sorted { $0.second.line < $1.second.line }
        found += overlaps.prefix(AddressFile.mostFaults).map { first, second in
            (second.line, Phrase.overlapInFile(second.block, first.block, first.line))
        }
        let told = found.sorted { $0.0 < $1.0 }.prefix(AddressFile.mostFaults)
        for (line, message) in told { report(source, line, path, message) }
        let rest = list.faultCount + overlaps.count - told.count
        if rest > 0 { report(source, nil, path, .moreProblems(rest)) }
    }
}

extension String {
    /// A file in the folder that this is; an empty one is the current folder.
    fileprivate func appending(path name: String) -> String {
        isEmpty ? name : self == "/" ? "/" + name : self + "/" + name
    }
}
