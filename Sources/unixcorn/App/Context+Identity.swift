import UnixcornCore

extension Context {
    /// What tells an object from every other, for a question about it: `guest cloud · host licorne · UUID 3f2a9c1e`.
    func identity(of object: ObjectRef) -> Phrase {
        let (kind, id) = (object.kindWords, object.shortID.map { " · \($0)" } ?? "")
        let host = object.host.map(hostName)
        switch object {
        case .site: return Phrase("the whole site", "tout le site")
        case .repository: return Phrase("the backups", "les sauvegardes")
        case .firewall: return Phrase("the firewall of this machine", "le pare-feu de cette machine")
        case .service(let name):
            return Phrase("service \(SafeText(name))", "service \(SafeText(name))")
        case .account(let service, _, let login):
            return Phrase(
                "account \(SafeText(login)) on service \(SafeText(service))\(id)",
                "compte \(SafeText(login)) du service \(SafeText(service))\(id)")
        case .host(let id):
            let uri = self.host(id).map { " · \(SafeText($0.uri))" } ?? ""
            return Phrase("host \(hostName(id))\(uri)", "hôte \(hostName(id))\(uri)")
        default:
            return Phrase(
                "\(kind.english) \(object.name) · host \(host ?? "-")\(id)",
                "\(kind.french) \(object.name) · hôte \(host ?? "-")\(id)")
        }
    }

    /// The same for several objects: one a line while they are few.
    func identities(of objects: [ObjectRef]) -> [Phrase] {
        guard objects.count > 1 else { return objects.map(identity) }
        let hosts = Set(objects.compactMap(\.host))
        if objects.count > 6, hosts.isEmpty { return accounts(objects) }
        guard objects.count <= 6 || hosts.count > 1 else {
            let names = objects.map { [$0.name.string, $0.shortID].compactMap { $0 }.joined(separator: " ") }
            let host = hosts.first.map(hostName) ?? "-"
            return [
                Phrase("on host \(host):", "sur l’hôte \(host) :"),
                Phrase(verbatim: SafeText(names.joined(separator: ", "))),
            ]
        }
        return objects.map(identity)
    }

    /// Many accounts: their logins, by service.
    private func accounts(_ objects: [ObjectRef]) -> [Phrase] {
        let services = Set(objects.compactMap { if case .account(let service, _, _) = $0 { service } else { nil } })
        return services.sorted().flatMap { service -> [Phrase] in
            let logins = objects.compactMap { object -> String? in
                guard case .account(service, _, let login) = object else { return nil }
                return login
            }
            let name = SafeText(service)
            return [
                Phrase("on service \(name), \(logins.count):", "sur le service \(name), \(logins.count) :"),
                Phrase(verbatim: SafeText(logins.joined(separator: ", "))),
            ]
        }
    }

    /// The name of a host: what it calls itself, and the configuration's name where that tells more.
    private func hostName(_ id: HostID) -> SafeText {
        let name = host(id)?.facts?.hostname ?? id.rawValue
        return SafeText(state.hosts.count > 1 && name != id.rawValue ? "\(id.rawValue) (\(name))" : name)
    }
}

extension ObjectRef {
    fileprivate var kindWords: Phrase {
        switch self {
        case .service: Phrase("service", "service")
        case .account: Phrase("account", "compte")
        case .books: Phrase("books", "comptes")
        case .site, .repository, .firewall, .host: Phrase("host", "hôte")
        case .guest: Phrase("guest", "machine")
        case .pool: Phrase("pool", "réserve")
        case .volume: Phrase("volume", "volume")
        case .network: Phrase("network", "réseau")
        }
    }

    /// `UUID` and its first eight digits: enough to tell two objects apart, short enough to be read.
    fileprivate var shortID: String? {
        let id: String
        switch self {
        case .guest(_, let guest, _): id = guest.rawValue
        case .pool(_, let pool, _): id = pool.rawValue
        case .network(_, let network, _): id = network.rawValue
        case .account(_, let account, let login): return account == login ? nil : SafeText(account).string
        case .site, .repository, .firewall, .books, .service, .host, .volume: return nil
        }
        return "UUID " + id.prefix(8)
    }
}
