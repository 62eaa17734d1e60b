/// What is known of the user agents of a run, by their hash: a log has few, and telling a robot takes long.
struct AgentBook {
    struct Entry {
        let isRobot: Bool
        let isNone: Bool
        /// The hash of the agent as it is compared: without spaces around it, percent-decoded, as GoAccess does.
        let hash: UInt64
    }

    /// Some robots invent an agent for every request: the book is begun anew before they fill the memory.
    private static let most = 1 << 15

    private var entries: [UInt64: Entry] = [:]
    private let robots: Robots
    private let key: VisitorKey

    init(robots: Robots, key: VisitorKey) {
        self.robots = robots
        self.key = key
    }

    mutating func entry(for agent: Bytes) -> Entry {
        let hash = key.hash(agent)
        if let entry = entries[hash] { return entry }
        if entries.count >= AgentBook.most { entries.removeAll(keepingCapacity: true) }
        let entry = read(agent, hash)
        entries[hash] = entry
        return entry
    }

    private func read(_ agent: Bytes, _ hash: UInt64) -> Entry {
        let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
        let needsWork = agent.contains(37) || agent.first.map(isSpace) == true || agent.last.map(isSpace) == true
        guard needsWork else { return Entry(isRobot: robots.contain(agent), isNone: agent.isDash, hash: hash) }
        let trimmed = agent.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        let decoded = trimmed.isEmpty ? [45] : trimmed.percentDecoded
        return decoded.withUnsafeBufferPointer {
            Entry(isRobot: robots.contain($0), isNone: $0.isDash, hash: key.hash($0))
        }
    }
}
