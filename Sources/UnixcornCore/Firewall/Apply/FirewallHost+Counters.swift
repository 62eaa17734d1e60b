import PacketFilter

extension FirewallHost {
    /// All named counters of our tables, added up by name, and those of guests' interfaces as `SET/tap`.
    func counters(_ loaded: LoadedFirewall) async throws(OperationFailure) -> CounterReadings.Values {
        var values: CounterReadings.Values = [:]
        func add(_ name: String, _ packets: UInt64, _ bytes: UInt64) {
            let before = values[name] ?? (0, 0)
            values[name] = (before.packets + packets, before.bytes + bytes)
        }
        do throws(PacketFilterError) {
            for (family, objects) in loaded.tables {
                let place = "\(family.rawValue) \(FilterNames.table)"
                let sets = [FilterNames.seenIn, FilterNames.seenOut, FilterNames.droppedIn, FilterNames.droppedOut]
                let asked = sets.filter(objects.sets.contains).map { "list set \(place) \($0)" }
                for command in ["list counters table " + place] + asked {
                    for entry in try NftListing(await nftables.listJSON(command: command)).entries {
                        if let counter = entry.counter { add(counter.name, counter.packets ?? 0, counter.bytes ?? 0) }
                        for element in entry.set?.elem ?? [] {
                            guard let set = entry.set, let tap = element.value, let count = element.counter else {
                                continue
                            }
                            add(set.name + "/" + tap, count.packets, count.bytes)
                        }
                    }
                }
            }
        } catch { throw OperationFailure(error) }
        return values
    }
}
