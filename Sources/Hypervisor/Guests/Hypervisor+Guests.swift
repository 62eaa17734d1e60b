import CLibvirt
import XML

extension Hypervisor {
    /// All guests, running or not. Never blocked by a frozen guest.
    ///
    /// A handful of calls whatever their number (`virConnectListAllDomains`, the states by
    /// `virConnectGetAllDomainStats`), and for each guest its XML, which is read again only where a reread is due: after
    /// a start or stop, a deed or an event on this connection, or when it is named here.
    /// - Parameter rereading: guests whose XML may have changed without this connection being told.
    public func guests(rereading: Set<GuestID> = []) throws(VirtError) -> [Guest] {
        let connection = try connection()
        for id in rereading.union(handle?.sink.takeTouched() ?? []) { descriptions[id] = nil }
        let persistent = try identities(VIR_CONNECT_LIST_DOMAINS_PERSISTENT)
        let automatic = try identities(VIR_CONNECT_LIST_DOMAINS_AUTOSTART)
        let saved = try identities(VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE)
        let states = try states()
        var guests = try eachGuest(connection, flags: 0) { domain throws(VirtError) -> Guest? in
            let id = guestID(domain)
            var guest = Guest(id: id, name: String(c: virDomainGetName(domain)))
            var known = states[id]
            if known == nil { known = try state(of: domain, guest.name) }
            guard let known else { return nil }
            (guest.state, guest.reason) = known
            guest.isPersistent = persistent.contains(id)
            guest.startsAutomatically = automatic.contains(id)
            guest.hasSavedState = saved.contains(id)
            guard let description = try description(of: domain, guest) else { return nil }
            description.fill(&guest)
            return guest
        }
        let present = Set(guests.map(\.id))
        descriptions = descriptions.filter { present.contains($0.key) }
        seekStarts(&guests)
        return guests
    }

    /// Looks once for the process of each run that is new. Only on this host.
    private func seekStarts(_ guests: inout [Guest]) {
        guard uri.hasPrefix("qemu"), uri.contains(":///") else { return }
        let wanted = guests.indices.filter {
            guests[$0].state.isActive && descriptions[guests[$0].id]?.startWasSought == false
        }
        let starts = processStarts(of: Set(wanted.map { guests[$0].id }))
        for index in wanted {
            let id = guests[index].id
            guests[index].startedAt = starts[id]
            descriptions[id]?.startedAt = starts[id]
            descriptions[id]?.startWasSought = true
        }
    }

    /// Makes the next `guests()` read this guest's XML again.
    public func invalidate(_ id: GuestID) { descriptions[id] = nil }

    /// Makes the next `guests()` read every guest's XML again.
    public func invalidateAll() { descriptions = [:] }

    func eachGuest<T>(
        _ connection: OpaquePointer, flags: UInt32, _ map: (OpaquePointer) throws(VirtError) -> T?
    ) throws(VirtError) -> [T] {
        try collect(
            "virConnectListAllDomains", uri, fetch: { virConnectListAllDomains(connection, &$0, flags) },
            free: { virDomainFree($0) }, map)
    }

    private func identities(_ filter: virConnectListAllDomainsFlags) throws(VirtError) -> Set<GuestID> {
        Set(try eachGuest(try connection(), flags: filter.rawValue) { guestID($0) })
    }

    /// All states in one call; empty where the driver does not have it.
    private func states() throws(VirtError) -> [GuestID: (GuestState, String)] {
        do throws(VirtError) {
            return try bulkStatistics(VIR_DOMAIN_STATS_STATE.rawValue, flags: 0).mapValues { ($0.state, $0.reason) }
        } catch let error where error.code == .noSupport {
            return [:]
        }
    }

    /// Nil for a guest that has just vanished.
    func state(of domain: OpaquePointer, _ name: String) throws(VirtError) -> (GuestState, String)? {
        var state: Int32 = 0
        var reason: Int32 = 0
        do throws(VirtError) {
            try check("virDomainGetState", name) { virDomainGetState(domain, &state, &reason, 0) }
        } catch let error where error.code == .noDomain {
            return nil
        }
        let word = GuestState(libvirt: state)
        return (word, word.reason(libvirt: reason))
    }

    /// What the XML tells, from memory where it cannot have changed. Nil for a guest that has just vanished.
    private func description(of domain: OpaquePointer, _ guest: Guest) throws(VirtError) -> GuestDescription? {
        let number = guest.state.isActive ? Int32(bitPattern: virDomainGetID(domain)) : -1
        if let known = descriptions[guest.id], known.run == number, known.name == guest.name { return known }
        var description = GuestDescription(name: guest.name, run: number)
        do {
            let xml = try check("virDomainGetXMLDesc", guest.name, string: { virDomainGetXMLDesc(domain, 0) })
            // XML that libvirt wrote and we cannot read leaves a guest with a name and a state.
            if let root = try? Element(parsing: xml) {
                description = GuestDescription(domain: root, name: guest.name, run: number)
            }
        } catch let error where error.code == .noDomain {
            return nil
        } catch {
            guard isAlive() else { throw error }
            // This guest alone is refused (access control): it is listed by its name, and asked for again next time.
            return description
        }
        descriptions[guest.id] = description
        return description
    }
}
