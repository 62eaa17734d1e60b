/// In which order guests start and stop: declared orders, and what depends on what. Pure.
///
/// A guest starts after all that it depends on; among those that could start, the lower `order` comes first, then the
/// name. Guests without an order come last. Stopping goes the other way.
public struct StartPlan: Sendable, Equatable {
    /// What the plan needs to know of a guest.
    public struct Entry: Sendable, Equatable {
        public var name: String
        public var order: Int?
        /// Seconds to wait after it has started.
        public var delay: Int
        public var dependsOn: [String]

        public init(name: String, order: Int? = nil, delay: Int = 0, dependsOn: [String] = []) {
            self.name = name
            self.order = order
            self.delay = delay
            self.dependsOn = dependsOn
        }

        /// What a guest's profile declares.
        public init(_ guest: Guest) {
            self.init(
                name: guest.name, order: guest.profile.order, delay: max(0, guest.profile.startDelay),
                dependsOn: guest.profile.dependsOn)
        }
    }

    /// Why there is no order.
    public enum Failure: Error, Sendable, Equatable {
        /// The guests of one circle, each depending on the next, the last on the first.
        case cycle([String])
    }

    /// Every entry, in the order of starting.
    public private(set) var order: [Entry] = []
    /// Guests that are depended on and do not exist: by the name of the guest that asks for them.
    public private(set) var missing: [String: [String]] = [:]

    /// Throws `.cycle` where guests wait for each other.
    public init(_ entries: [Entry]) throws(Failure) {
        let known = Set(entries.map(\.name))
        for entry in entries {
            let unknown = entry.dependsOn.filter { !known.contains($0) }
            if !unknown.isEmpty { missing[entry.name] = unknown }
        }
        var waiting = entries.sorted(by: StartPlan.comesFirst)
        var placed: Set<String> = []
        while !waiting.isEmpty {
            let ready = waiting.firstIndex { $0.dependsOn.allSatisfy { placed.contains($0) || !known.contains($0) } }
            guard let ready else { throw .cycle(StartPlan.cycle(in: waiting)) }
            let next = waiting.remove(at: ready)
            placed.insert(next.name)
            order.append(next)
        }
    }

    /// Names that depend on `name`, directly or through others.
    public func dependents(of name: String) -> Set<String> {
        var found: Set<String> = []
        // A dependent always comes later in the order: one pass is enough.
        for entry in order where entry.dependsOn.contains(where: { $0 == name || found.contains($0) }) {
            found.insert(entry.name)
        }
        return found
    }

    /// Names that `name` depends on, directly or through others.
    public func needs(of name: String) -> Set<String> {
        var found: Set<String> = [name]
        for entry in order.reversed() where found.contains(entry.name) { found.formUnion(entry.dependsOn) }
        found.remove(name)
        return found
    }

    /// Groups that may be shut down at the same time, the first group first: neighbours of one order that do not depend
    /// on each other.
    public var stopGroups: [[String]] {
        var groups: [[Entry]] = []
        for entry in order.reversed() {
            let needed = Set(groups.last?.flatMap(\.dependsOn) ?? [])
            if let last = groups.last?.last, last.order == entry.order, !needed.contains(entry.name) {
                groups[groups.count - 1].append(entry)
            } else {
                groups.append([entry])
            }
        }
        return groups.map { $0.map(\.name) }
    }

    private static func comesFirst(_ left: Entry, _ right: Entry) -> Bool {
        let orders = (left.order ?? .max, right.order ?? .max)
        return orders.0 == orders.1 ? left.name < right.name : orders.0 < orders.1
    }

    /// Follows dependencies among guests that all wait, until one comes again.
    private static func cycle(in waiting: [Entry]) -> [String] {
        let byName = Dictionary(waiting.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var path: [String] = []
        var next = waiting.first?.name
        while let name = next {
            if let start = path.firstIndex(of: name) { return Array(path[start...]) }
            path.append(name)
            next = byName[name]?.dependsOn.first { byName[$0] != nil }
        }
        return path
    }
}
