/// A value of the policy file, and where it stands.
struct PlacedNode {
    let path: TOMLPath
    let node: TOMLNode

    init(_ path: TOMLPath, _ node: TOMLNode) {
        self.path = path
        self.node = node
    }

    /// The members, if it is a list.
    var members: [PlacedNode]? {
        node.array.map { list in list.enumerated().map { PlacedNode(path.index($0.offset), $0.element) } }
    }

    /// The members of a list, or the value itself where it stands alone.
    var oneOrMany: [PlacedNode] { members ?? [self] }
}
