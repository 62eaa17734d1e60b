/// What a source found out: one change of the site's state, as a value.
public enum SourceUpdate: Sendable {
    /// `hint`: what to do next where it was lost or refused.
    case connection(HostID, ConnectionState, hint: Phrase? = nil)
    case facts(HostID, HostFacts)
    /// All guests of a host, with the samples of those that have some.
    case guests(HostID, [Guest], history: [GuestID: SampleRing])
    /// All pools of a host, with the volumes of those that were listed.
    case pools(HostID, [Pool], volumes: [PoolID: [Volume]])
    case networks(HostID, [Network])
    case load(HostID, HostLoad, history: SampleRing)
    case work(jobs: [Job], journal: [JournalEntry], interrupted: [JournalEntry])
    case backups(BackupsState)
    case firewall(FirewallState)
    case members(MembersState)
    case finances(FinancesState)
    case health(SourceID, SourceHealth)
}

/// Takes what a source found. Never blocks for long; called from any task.
public typealias Publisher = @Sendable ([SourceUpdate]) async -> Void

extension SiteState {
    /// Folds one update in.
    mutating func fold(_ update: SourceUpdate) {
        switch update {
        case .connection(let id, let connection, let hint):
            change(id) {
                $0.connection = connection
                $0.connectionHint = hint
            }
        case .facts(let id, let facts): change(id) { $0.facts = facts }
        case .guests(let id, let guests, let history):
            change(id) {
                $0.guests = guests
                $0.guestHistory = history
            }
        case .pools(let id, let pools, let volumes):
            change(id) {
                $0.pools = pools
                $0.volumes = volumes
            }
        case .networks(let id, let networks): change(id) { $0.networks = networks }
        case .load(let id, let load, let history):
            change(id) {
                $0.load = load
                $0.history = history
            }
        case .work(let jobs, let journal, let interrupted):
            self.jobs = jobs
            self.journal = journal
            self.interrupted = interrupted
        case .backups(let backups): self.backups = backups
        case .firewall(let firewall): self.firewall = firewall
        case .members(let members): self.members = members
        case .finances(let finances): self.finances = finances
        case .health(let source, var health):
            // An origin that has not answered in this session leaves what an earlier one knew, and its age.
            if health.lastGood == nil { health.lastGood = sources[source]?.lastGood }
            sources[source] = health
        }
    }

    /// A host that the configuration does not declare is no host of this site: nothing happens.
    private mutating func change(_ id: HostID, _ body: (inout HostState) -> Void) {
        guard let place = hosts.firstIndex(where: { $0.id == id }) else { return }
        body(&hosts[place])
    }
}
