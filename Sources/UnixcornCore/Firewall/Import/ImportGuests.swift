import PacketFilter

/// The guests that rules are about: those that are known, and those that only addresses and filters tell of.
struct ImportGuests {
    private(set) var guests: [FirewallGuest]
    /// Named after an address in a rule.
    private(set) var guessed: Set<String> = []
    /// Stand-ins for filters that no known guest has: the kind's name by the guest's.
    private(set) var filterKinds: [String: String] = [:]
    /// Tables of the filters.
    private(set) var tables: [Table] = []
    private(set) var leftOut: [ImportRemark] = []

    init(_ source: ImportSource, _ network: ImportNetwork) {
        guests = source.guests
        let isUnknown = guests.isEmpty
        for binding in source.bindings { bind(binding, source) }
        if isUnknown { guess(source.ruleset, network) }
        for filter in source.filters.values.sorted(by: { $0.name < $1.name }) where isRoot(filter, source) {
            stand(filter, source)
        }
    }

    private mutating func bind(_ binding: FilterBinding, _ source: ImportSource) {
        var own = binding
        if own.tap.isEmpty { own.tap = "vnet\(900 + guests.count)" }
        let place = guests.firstIndex { $0.name == binding.guest }
        if place == nil {
            let addresses = (binding.filter.values["IP"] ?? []) + (binding.filter.values["IPV6"] ?? [])
            let mac = binding.mac.isEmpty ? ImportGuests.mac(guests.count) : binding.mac
            guests.append(
                FirewallGuest(
                    name: binding.guest,
                    interfaces: [.init(tap: own.tap, mac: mac, addresses: addresses.filter { IPAddress($0) != nil })]))
        }
        let guest = guests[place ?? guests.count - 1]
        let interface = guest.interfaces.first { $0.mac == binding.mac || $0.tap == own.tap } ?? guest.interfaces.first
        own.tap = interface?.tap ?? own.tap
        own.mac = interface?.mac ?? own.mac
        add(own, guest, source)
    }

    private mutating func add(_ binding: FilterBinding, _ guest: FirewallGuest, _ source: ImportSource) {
        let made = FilterTable(binding, source.filters, addresses: guest.addresses)
        tables.append(made.table)
        leftOut += made.leftOut
    }

    private static func mac(_ number: Int) -> String { HardwareAddress(0x5254_00aa_0000 + UInt64(number)).description }

    /// Destinations of single addresses in forward rules, and of translations.
    private mutating func guess(_ ruleset: Ruleset, _ network: ImportNetwork) {
        var addresses = ruleset.rules(at: [.forward]).filter { !$0.chain.hasPrefix("DOCKER") }
            .flatMap { ImportNetwork.singles($0, [.ipDestination, .ip6Destination]) }
        addresses += Publishing.targets(ruleset)
        var seen = Set(guests.flatMap(\.addresses))
        for address in addresses.sorted() where seen.insert(address).inserted && guests.count < 1000 {
            if let interface = network.interface(of: address), ImportNetwork.isOfDocker(interface) { continue }
            let name = address.description
            guessed.insert(name)
            guests.append(
                FirewallGuest(
                    name: name,
                    interfaces: [
                        .init(tap: "vnet\(900 + guests.count)", mac: ImportGuests.mac(guests.count), addresses: [name])
                    ]))
        }
    }

    /// Whether it is a filter of its own: nobody has it, and no other includes it.
    private func isRoot(_ filter: NetworkFilter, _ source: ImportSource) -> Bool {
        !source.bindings.contains { $0.filter.name == filter.name }
            && !source.filters.values.contains { $0.references.contains { $0.name == filter.name } }
    }

    /// A guest that exists only to be asked what its filter lets it do.
    private mutating func stand(_ filter: NetworkFilter, _ source: ImportSource) {
        let number = guests.count
        let guest = FirewallGuest(
            name: "filter \(filter.name)",
            interfaces: [
                .init(
                    tap: "vnet\(900 + number)", mac: ImportGuests.mac(number),
                    addresses: ["192.0.2.\(10 + number % 200)", "2001:db8::\(10 + number % 200)"])
            ])
        guests.append(guest)
        filterKinds[guest.name] = filter.name
        leftOut.append(ImportRemark(filter.name, .unboundFilter))
        let interface = guest.interfaces[0]
        add(
            FilterBinding(
                guest: guest.name, tap: interface.tap, mac: interface.mac,
                filter: NetworkFilter.Reference(name: filter.name, values: [:]),
                place: filter.name), guest, source)
    }
}
