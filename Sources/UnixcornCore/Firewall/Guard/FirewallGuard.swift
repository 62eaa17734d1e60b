import Foundation
import Hypervisor
public import PacketFilter

/// Keeps the rules up to the guests of this machine: who starts is let in by its kind before it has sent much, who ends
/// leaves no trace, and what another program flushes comes back at once.
///
/// The console runs one where no recorder does; `unixcorn record` runs one for good.
public actor FirewallGuard {
    /// Told of what fails, once as long as it stays the same.
    public typealias Complaints = @Sendable (OperationFailure) -> Void
    /// What it did, for the journal.
    public typealias Notes = @Sendable (Phrase) async -> Void

    private let uri: String
    private let folder: FirewallFolder
    private let stateFolder: String
    private let note: Notes
    private let complain: Complaints
    private var lastFailure: OperationFailure?
    private let thread: NetworkThread?
    private var seat: GuardSeat?
    private var host: FirewallHost?
    private var hypervisor: Hypervisor?
    /// The policies that guests are put into, by the stamps of the files that they come from.
    private var policies: [KeptPolicy] = []
    private var compilers: [PolicyCompiler] = []
    private var stamps: [Date?] = []
    private var guests: [FirewallGuest] = []
    private var leases: [String: [String]] = [:]
    private var watches: [Task<Void, Never>] = []
    private let bell = Bell()

    /// - Parameter thread: whose network it is; nil: the host's own.
    public init(
        uri: String, stateFolder: String, on thread: NetworkThread? = nil, complain: @escaping Complaints = { _ in },
        note: @escaping Notes
    ) {
        self.uri = uri
        self.complain = complain
        self.thread = thread
        self.stateFolder = stateFolder
        folder = FirewallFolder(stateFolder: stateFolder)
        self.note = note
    }

    /// Until it is cancelled. Waits while another process has the seat, and while no policy was confirmed.
    public func run() async {
        while !Task.isCancelled {
            if await isSeated() { await round() }
            await bell.rest(atMost: 5)
        }
        leave()
    }

    private func isSeated() async -> Bool {
        if seat == nil, folder.confirmed != nil || folder.trial != nil { seat = GuardSeat(folder) }
        return seat != nil
    }

    private func leave() {
        for watch in watches { watch.cancel() }
        watches = []
        seat = nil
    }

    /// Connects what is not connected, and brings everything up to date.
    private func round() async {
        do throws(OperationFailure) {
            if host == nil {
                host = try await FirewallHost(on: thread, stateFolder: stateFolder)
                await watchRules()
            }
            if hypervisor == nil { try await connect() }
            try await readLeases()
            try await synchronize()
            lastFailure = nil
        } catch {
            // Tried again in a while. A console shows the same failure by its own look at the rules.
            hypervisor = nil
            if error != lastFailure { complain(error) }
            lastFailure = error
        }
    }

    private func connect() async throws(OperationFailure) {
        do throws(VirtError) {
            let opened = try await Hypervisor.open(uri, access: .readOnly)
            let events = try await opened.events()
            hypervisor = opened
            watches.append(
                Task { [weak self] in
                    for await event in events { await self?.noticed(event) }
                })
        } catch { throw OperationFailure(error, tried: .connecting) }
    }

    private func noticed(_ event: HypervisorEvent) async {
        switch event {
        case .guest(let id, _, .lifecycle(.started, _)), .guest(let id, _, .deviceAdded),
            .guest(let id, _, .titleOrMetadata):
            await plug(id)
        case .guest(_, _, .lifecycle), .guest(_, _, .deviceRemoved): await bell.ring()
        case .closed:
            hypervisor = nil
            await bell.ring()
        default: break
        }
    }

    /// Lets one guest be known, as fast as can be: one question to libvirt, one transaction.
    private func plug(_ id: GuestID) async {
        guard let host, let hypervisor, let found = try? await hypervisor.guests(rereading: [id]),
            let guest = found.first(where: { $0.id == id }).flatMap({ known($0) })
        else { return await bell.ring() }
        refreshPolicies()
        guests.removeAll { $0.name == guest.name }
        guests.append(guest)
        do throws(OperationFailure) { try await host.plug(guest, into: compilers) } catch { await bell.ring() }
    }

    /// A guest with the addresses that DHCP gave it.
    private func known(_ guest: Guest) -> FirewallGuest? {
        FirewallGuest(guest)?.with(leases)
    }

    private func readLeases() async throws(OperationFailure) {
        guard let hypervisor else { return }
        do throws(VirtError) {
            let networks = try await hypervisor.networks()
            leases = FirewallGuest.leases(networks)
        } catch { throw OperationFailure(error, tried: .connecting) }
    }

    private func refreshPolicies() {
        let now = [folder.stamp, folder.trialStamp]
        guard now != stamps else { return }
        stamps = now
        policies = [folder.confirmed, folder.trial?.kept].compactMap { $0 }
        compilers = policies.map(\.compiler)
    }

    private func synchronize() async throws(OperationFailure) {
        guard let host, let hypervisor else { return }
        do throws(VirtError) {
            guests = try await hypervisor.guests().compactMap { known($0) }
        } catch { throw OperationFailure(error, tried: .connecting) }
        refreshPolicies()
        let loaded = try await host.loaded()
        if loaded.current == nil, loaded.trial == nil, folder.confirmed != nil { return try await bringBack(by: nil) }
        try await host.sync(guests)
    }
}

extension FirewallGuard {
    private func watchRules() async {
        guard let host, let watch = try? await RulesetWatch.open(on: host.thread) else { return }
        watches.append(
            Task { [weak self] in
                for await change in watch.changes { await self?.noticed(change) }
            })
    }

    private func noticed(_ change: RulesetChange) async {
        guard case .transaction(let transaction) = change else { return await bell.ring() }
        stamps = []
        let gone = transaction.deletedTables.contains { $0.name == FilterNames.table }
        let own = transaction.process == host?.thread.threadID || transaction.processName.hasPrefix("unixcorn")
        guard gone, !own else { return }
        do throws(OperationFailure) { try await bringBack(by: transaction) } catch { await bell.ring() }
    }

    /// Loads the confirmed policy again, and says who took it away.
    private func bringBack(by culprit: RulesetChange.Transaction?) async throws(OperationFailure) {
        guard let host, folder.confirmed != nil else { return }
        try await host.restore(guests)
        await note(.rulesBroughtBack(culprit.map { (SafeText($0.processName), $0.process) }))
    }
}

extension Phrase {
    static func rulesBroughtBack(_ culprit: (name: SafeText, process: Int32)?) -> Phrase {
        guard let culprit else {
            return Phrase(
                "the firewall's tables were not there and were loaded again",
                "les tables du pare-feu manquaient et ont été rechargées")
        }
        let who = "\(culprit.name) (\(culprit.process))"
        return Phrase(
            "\(who) removed the firewall's tables; they were loaded again at once",
            "\(who) a enlevé les tables du pare-feu ; elles ont été rechargées aussitôt")
    }
}
