/// An object that can be acted on, pinned by what cannot change under the operator: a UUID, a key.
public enum ObjectRef: Sendable, Hashable, Codable {
    case site
    /// The repository of the backups.
    case repository
    /// The firewall of this machine.
    case firewall
    /// The books of the association.
    case books
    /// A hosted service with accounts.
    case service(String)
    /// An account of a service, by the id that the service knows it by.
    case account(service: String, id: String, login: String)
    case host(HostID)
    case guest(host: HostID, id: GuestID, name: String)
    case pool(host: HostID, id: PoolID, name: String)
    case volume(host: HostID, pool: PoolID, poolName: String, name: String)
    case network(host: HostID, id: NetworkID, name: String)

    /// The name to show.
    public var name: SafeText {
        switch self {
        case .site: "site"
        case .repository: "backups"
        case .firewall: "firewall"
        case .books: "books"
        case .service(let name): SafeText(name)
        case .account(let service, _, let login): SafeText(service + "/" + login)
        case .host(let id): SafeText(id.rawValue)
        case .guest(_, _, let name), .pool(_, _, let name), .network(_, _, let name): SafeText(name)
        case .volume(_, _, let pool, let name): SafeText(pool + "/" + name)
        }
    }

    /// What a lock is taken on: the same text for the same object whatever it is called.
    public var lockKey: String {
        switch self {
        case .site: "site"
        case .repository: "repository"
        case .firewall: "firewall"
        case .books: "books"
        case .service(let name), .account(let name, _, _): "service:\(name)"
        case .host(let id): "host:\(id.rawValue)"
        case .guest(let host, let id, _): "guest:\(host.rawValue):\(id.rawValue)"
        case .pool(let host, let id, _): "pool:\(host.rawValue):\(id.rawValue)"
        case .volume(let host, let pool, _, let name): "volume:\(host.rawValue):\(pool.rawValue):\(name)"
        case .network(let host, let id, _): "network:\(host.rawValue):\(id.rawValue)"
        }
    }

    /// The host it lives on; nil for the site.
    public var host: HostID? {
        switch self {
        case .site, .repository, .firewall, .books, .service, .account: nil
        case .host(let id): id
        case .guest(let host, _, _), .pool(let host, _, _), .volume(let host, _, _, _), .network(let host, _, _): host
        }
    }
}
