import Foundation
import PacketFilter

/// What the kernel's counters said at the last look, for rates.
struct CounterReadings {
    /// Counters by name; of sets by `SET/tap`.
    typealias Values = [String: (packets: UInt64, bytes: UInt64)]

    var isFirst = true
    private(set) var guestsByTap: [String: String] = [:]
    private var last: Values = [:]
    private var lastAt: Moment?
    private var policy: FirewallPolicy?
    private var guests: [FirewallGuest] = []
    private var lines: [String: Int] = [:]
    private var version = ""

    /// The kinds and guests of a policy, without figures.
    mutating func describe(_ state: inout FirewallState, _ policy: FirewallPolicy, _ guests: [FirewallGuest]) {
        if self.policy != policy { lines = policy.counterLines() }
        self.policy = policy
        self.guests = guests
        guestsByTap = Dictionary(
            guests.flatMap { guest in guest.interfaces.map { ($0.tap, guest.name) } },
            uniquingKeysWith: { one, _ in one })
        let kinds = [policy.host] + policy.kinds.values.sorted { $0.name < $1.name }
        state.kinds = kinds.map { kind in
            FirewallState.Kind(
                name: kind.name, title: kind.title, line: kind.line,
                guests: guests.count { GuestElements.kind(of: $0, policy) == kind.name }, accepted: .init(),
                dropped: .init())
        }
        state.guests = guests.map { entry($0, policy) }
    }

    private func entry(_ guest: FirewallGuest, _ policy: FirewallPolicy) -> FirewallState.GuestEntry {
        let asked = policy.guests[guest.name]?.kind ?? guest.kind
        return FirewallState.GuestEntry(
            name: guest.name, kind: GuestElements.kind(of: guest, policy),
            missingKind: asked.flatMap { policy.kinds[$0] == nil ? $0 : nil }, taps: guest.interfaces.map(\.tap),
            addresses: guest.interfaces.flatMap(\.addresses)
                + (policy.guests[guest.name]?.addresses.map(\.description) ?? []), isKnown: false, received: .init(),
            sent: .init(),
            droppedIn: .init(), droppedOut: .init())
    }

    /// Puts figures into what was described.
    mutating func add(_ values: Values, to state: inout FirewallState, at now: Moment = .now) {
        let seconds = lastAt.map { now.seconds(since: $0) }
        func count(_ name: String) -> FirewallState.Count {
            guard let value = values[name] else { return .init() }
            let rate = last[name].flatMap { before -> Double? in
                guard let seconds, seconds > 0, value.packets >= before.packets else { return nil }
                return Double(value.packets - before.packets) / seconds
            }
            return .init(packets: value.packets, bytes: value.bytes, rate: rate)
        }
        for place in state.kinds.indices {
            let name = RuleWriter.counter(state.kinds[place].name)
            for counter in values.keys where counter.hasPrefix(name + "_in_") || counter.hasPrefix(name + "_out_") {
                if counter.hasSuffix("_drop") || counter.hasSuffix("_over") || counter.hasSuffix("_blocked")
                    || counter.hasSuffix("_invalid")
                {
                    state.kinds[place].dropped.add(count(counter))
                } else {
                    state.kinds[place].accepted.add(count(counter))
                }
            }
        }
        for place in state.guests.indices {
            for tap in state.guests[place].taps {
                if values[FilterNames.seenIn + "/" + tap] != nil { state.guests[place].isKnown = true }
                state.guests[place].received.add(count(FilterNames.seenIn + "/" + tap))
                state.guests[place].sent.add(count(FilterNames.seenOut + "/" + tap))
                state.guests[place].droppedIn.add(count(FilterNames.droppedIn + "/" + tap))
                state.guests[place].droppedOut.add(count(FilterNames.droppedOut + "/" + tap))
            }
        }
        state.rules = values.keys.filter { !$0.contains("/") }.sorted().map { name in
            FirewallState.RuleEntry(name: name, line: lines[name], count: count(name))
        }
        (last, lastAt) = (values, now)
    }
}

extension FirewallState.Count {
    mutating func add(_ other: FirewallState.Count) {
        packets += other.packets
        bytes += other.bytes
        if let more = other.rate { rate = (rate ?? 0) + more }
    }
}
