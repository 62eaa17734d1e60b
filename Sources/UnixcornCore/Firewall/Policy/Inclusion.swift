/// What includes what, by name.
struct Inclusion {
    var includes: [String: [String]] = [:]

    /// These names and all that they include, each once, what is included before what includes it.
    ///
    /// Ends even where names include each other in a circle. Goes as deep as it must without deep calls.
    func order(of names: [String]) -> [String] {
        var order: [String] = []
        var seen: Set<String> = []
        for name in names where seen.insert(name).inserted {
            var path = [(name: name, next: 0)]
            while let top = path.last {
                let inner = includes[top.name] ?? []
                guard top.next < inner.count else {
                    order.append(top.name)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                if seen.insert(inner[top.next]).inserted { path.append((inner[top.next], 0)) }
            }
        }
        return order
    }

    /// Chains that come back to where they begin, as they are read: `["a", "b", "a"]`.
    func circles() -> [[String]] {
        var done: Set<String> = []
        var found: [[String]] = []
        for start in includes.keys.sorted() where !done.contains(start) {
            var path = [(name: start, next: 0)]
            var depth = [start: 0]
            while let top = path.last {
                let inner = includes[top.name] ?? []
                guard top.next < inner.count else {
                    path.removeLast()
                    depth[top.name] = nil
                    done.insert(top.name)
                    continue
                }
                path[path.count - 1].next += 1
                let next = inner[top.next]
                if let place = depth[next] {
                    found.append(path[place...].map(\.name) + [next])
                } else if !done.contains(next) {
                    depth[next] = path.count
                    path.append((next, 0))
                }
            }
        }
        return found
    }
}
