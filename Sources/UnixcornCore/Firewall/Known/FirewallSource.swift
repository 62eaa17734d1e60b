import Foundation
import PacketFilter

/// Tells what the firewall of this machine does: its policies, counters and drops every few seconds, a foreign change at
/// once.
actor FirewallSource {
    /// Seconds between two looks at the counters.
    private let period: Double
    private let configuration: Configuration
    private let folder: FirewallFolder
    private let stateFolder: String
    private let guests: @Sendable () async -> [FirewallGuest]
    private let publish: Publisher
    private var host: FirewallHost?
    private var readings = CounterReadings()
    private var drops: [FirewallState.Drop] = []
    private var drift: FirewallDrift?
    private var logIsTaken = false
    private var isWatching = false
    private var foreign: [String] = []
    private var looks = 0
    private let bell = Bell()
    private var watching: [Task<Void, Never>] = []

    init(
        configuration: Configuration, stateFolder: String, period: Double,
        guests: @escaping @Sendable () async -> [FirewallGuest], publish: @escaping Publisher
    ) {
        self.configuration = configuration
        self.stateFolder = stateFolder
        folder = FirewallFolder(stateFolder: stateFolder)
        self.period = period
        self.guests = guests
        self.publish = publish
    }

    /// Until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            await publish([.firewall(await look())])
            await bell.rest(atMost: period)
        }
        for task in watching { task.cancel() }
    }

    private func look() async -> FirewallState {
        var state = FirewallState()
        state.file = configuration.firewallFile
        let known = await guests()
        describe(&state, known)
        do throws(OperationFailure) {
            if host == nil {
                host = try await FirewallHost(stateFolder: stateFolder)
                await watch()
            }
            if let host { try await fill(&state, host, known) }
        } catch {
            state.condition = .notAllowed(error.message)
        }
        state.drops = drops.reversed()
        state.drift = drift
        state.logIsTaken = logIsTaken
        return state
    }

    /// What files say.
    private func describe(_ state: inout FirewallState, _ guests: [FirewallGuest]) {
        let confirmed = folder.confirmed
        state.current = confirmed.map { FirewallState.Version($0) }
        var shown = confirmed
        if let trial = folder.trial, trial.until > .now {
            state.trial = FirewallState.Version(trial.kept)
            state.trialEnds = trial.until
            state.trialDiff = PolicyDiff.lines(from: confirmed?.text ?? "", to: trial.kept.text)
            shown = trial.kept
        }
        state.text = shown?.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
        if FileManager.default.fileExists(atPath: state.file) {
            do throws(ConfigurationError) {
                let text = try TOMLDocument.readText(file: state.file)
                _ = try PolicyReading.parse(text, file: state.file)
                state.hasChanges = text != shown?.text
            } catch { state.problems = error.problems }
        }
        guard let policy = shown?.policy else { return }
        readings.describe(&state, policy, guests)
    }

    /// What the kernel says.
    private func fill(_ state: inout FirewallState, _ host: FirewallHost, _ guests: [FirewallGuest])
        async throws(OperationFailure)
    {
        let loaded = try await host.loaded()
        if loaded.trial == nil {
            state.trial = nil
            state.trialEnds = nil
            state.trialDiff = []
        }
        state.condition = loaded.tables.isEmpty ? .absent : loaded.trial == nil ? .ruling : .trying
        readings.add(try await host.counters(loaded), to: &state)
        if folder.canonical != nil, drift != nil || readings.isFirst || !isWatching {
            var found = try await host.drift()
            // Who did it and when was told once, with the change.
            if let known = drift {
                found?.process = known.process
                found?.processID = known.processID
                found?.at = known.at
            }
            drift = found
        }
        readings.isFirst = false
        // All rules of the machine: seldom, since others may have many.
        if looks % 15 == 0 { foreign = try await host.foreign() }
        looks += 1
        state.foreign = foreign
    }

    /// Listens for foreign changes and for drops.
    private func watch() async {
        guard let host else { return }
        // Without it every look compares the tables: slower, and without a name.
        if let watch = try? await RulesetWatch.open(on: host.thread) {
            isWatching = true
            watching.append(
                Task { [weak self] in
                    for await change in watch.changes { await self?.noticed(change) }
                })
        }
        do throws(PacketFilterError) {
            let log = try await PacketLog.open(group: FilterNames.logGroup, on: host.thread)
            watching.append(
                Task { [weak self] in
                    for await event in log.events { await self?.noticed(event) }
                })
        } catch { logIsTaken = error.code == .busy }
    }

    private func noticed(_ change: RulesetChange) async {
        guard case .transaction(let transaction) = change else { return await look(for: nil) }
        let ours = transaction.tables.union(transaction.deletedTables).contains { $0.name == FilterNames.table }
        guard ours, transaction.process != host?.thread.threadID else { return }
        await look(for: transaction)
    }

    /// Whether what somebody did is a drift. A process of ours writes down what it did a moment later.
    private func look(for transaction: RulesetChange.Transaction?) async {
        try? await Task.sleep(for: .milliseconds(300))
        guard let host, var found = try? await host.drift() else {
            if drift != nil { drift = nil }
            await bell.ring()
            return
        }
        found.process = transaction?.processName
        found.processID = transaction?.process
        drift = found
        await bell.ring()
    }

    private func noticed(_ event: LogEvent) async {
        guard case .packet(let packet) = event else { return }
        drops.append(FirewallState.Drop(packet, readings.guestsByTap))
        if drops.count > 200 { drops.removeFirst(drops.count - 200) }
    }
}

extension FirewallState.Version {
    init(_ kept: KeptPolicy) { self.init(name: kept.version, at: kept.at, by: kept.by.shortName.string) }
}
