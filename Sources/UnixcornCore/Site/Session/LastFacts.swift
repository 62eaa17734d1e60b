import Foundation

/// What the hosts had when a console last saw them. The next one shows it, with its age, until libvirt answers: whoever
/// comes at night because libvirt is down sees at least what should be there. Losing it costs nothing.
struct LastFacts: Codable, Sendable {
    struct Host: Codable, Sendable {
        var uri: String
        /// When the list of guests was true.
        var at: Moment
        var guests: [Guest]
        var pools: [Pool]
        var volumes: [PoolID: [Volume]]
        var networks: [Network]
    }

    /// More guests are not kept: reading them would take longer than asking libvirt.
    static let mostGuests = 500
    /// Seconds between two writes while a console runs.
    static let period = 300.0

    var hosts: [HostID: Host] = [:]

    /// The hosts of `state` whose guests were listed.
    init(of state: SiteState) {
        for host in state.hosts where host.guests.count <= LastFacts.mostGuests {
            guard let at = state.sources[.guests(of: host.id)]?.lastGood else { continue }
            hosts[host.id] = Host(
                uri: host.uri, at: at, guests: host.guests, pools: host.pools, volumes: host.volumes,
                networks: host.networks)
        }
    }

    private static func file(_ folder: String) -> String { folder + "/last-facts.json" }

    /// What was kept in the state folder; nil where there is nothing that this version understands.
    static func read(_ folder: String) -> LastFacts? {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: file(folder))) else { return nil }
        return try? JSONDecoder().decode(LastFacts.self, from: data)
    }

    /// Keeps it, for its owner alone, if the folder can be written.
    func write(_ folder: String) {
        guard !hosts.isEmpty, let data = try? JSONEncoder().encode(self) else { return }
        let new = LastFacts.file(folder) + ".new"
        guard FileManager.default.createFile(atPath: new, contents: data, attributes: [.posixPermissions: 0o600]) else {
            return
        }
        unsafe rename(new, LastFacts.file(folder))
    }
}

extension SiteState {
    /// Puts in what was last seen of the hosts that are still declared at the same place.
    mutating func recall(_ facts: LastFacts) {
        for index in hosts.indices {
            guard let last = facts.hosts[hosts[index].id], last.uri == hosts[index].uri else { continue }
            hosts[index].guests = last.guests
            hosts[index].pools = last.pools
            hosts[index].volumes = last.volumes
            hosts[index].networks = last.networks
            for subject in HostSubject.allCases {
                sources[SourceID(subject, of: hosts[index].id)] = SourceHealth(
                    condition: .recorded, lastGood: last.at, period: 2)
            }
        }
    }
}
