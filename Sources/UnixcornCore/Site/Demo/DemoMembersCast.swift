import Foundation

/// What the demo site's services know. Times count back from a moment: the same moment gives the same people.
enum DemoMembersCast {
    static let clock = SiteClock(zone: TimeZone(identifier: "Europe/Paris") ?? .gmt)

    static var services: [Configuration.ServiceDeclaration] {
        var cloud = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        cloud.url = "https://cloud.licorne.example"
        cloud.disableDays = 14
        cloud.exemptGroups = ["bureau"]
        cloud.required = [.login, .tokens]
        (cloud.guest, cloud.accessLog) = ("cloud", "/var/log/nginx/cloud.access.log")
        cloud.healthURL = "https://cloud.licorne.example/status.php"
        var forge = Configuration.ServiceDeclaration(name: "forge", kind: .gitea)
        forge.url = "https://forge.licorne.example"
        (forge.months, forge.neverMonths, forge.warnDays) = (6, 0, 14)
        var sites = Configuration.ServiceDeclaration(name: "sites", kind: .unix)
        sites.accessLog = "/var/log/nginx/sites.access.log"
        (sites.months, sites.neverMonths) = (12, 3)
        sites.required = [.login, .log]
        return [cloud, forge, sites]
    }

    /// Everybody, by service.
    static func known(at now: Moment) -> [String: KnownService] {
        ["cloud": cloud(now), "forge": forge(now), "sites": sites(now)]
    }

    static func register(at now: Moment) -> [RegisterEntry] {
        func entry(
            _ id: Int64, _ kind: RegisterEntry.Kind, _ account: String, _ why: String, _ proof: String, from: Double,
            until: Double? = nil
        ) -> RegisterEntry {
            RegisterEntry(
                id: id, kind: kind, service: id == 6 ? "forge" : "cloud", account: account, why: why, proof: proof,
                from: now.ago(from), until: until.map { clock.end(of: clock.day(of: now.ago($0))) }, by: "ana (root)",
                madeAt: now.ago(from))
        }
        return [
            entry(1, .exemption, id(1), "gives regularly", "mail 2214 of the treasurer", from: 345, until: -20),
            entry(2, .exemption, id(2), "gives regularly", "standing order since May", from: 190),
            entry(3, .hold, id(5), "order 26/1187 of the court", "letter of the 12th", from: 61),
            entry(4, .exemption, id(22), "on a long journey", "mail 1871", from: 200, until: 12),
            entry(5, .exemption, id(30), "keeps the archive of the choir", "meeting of the board", from: 88),
            entry(6, .exemption, id(91), "maintains the mirror", "mail 2090", from: 140, until: -9),
        ].reversed()
    }

    /// Forty days, with a quarter of an hour lost on a Monday or so.
    static func health(of name: String, at now: Moment) -> [HealthDay] {
        guard name == "cloud" else { return [] }
        let today = clock.day(of: now)
        return (0...40).reversed().map { ago in
            let minutes = clock.minutes(of: today.adding(days: -ago))
            return HealthDay(today.adding(days: -ago), asked: minutes, answered: minutes - (ago % 12 == 3 ? 15 : 0))
        }
    }

    /// A mail whose end nobody knows.
    static func troubles(at now: Moment) -> [String: [MemberTrouble]] {
        let login = id(96)
        return [
            "forge": [MemberTrouble(account: login, login: login, kind: .perhapsSent, at: now.ago(6.2))]
        ]
    }

    private static func id(_ place: Int) -> String { DemoMembersPeople.login(place) }

    private static func readings(_ conditions: [(EvidenceSource, SourceReading.Condition, Double)], _ now: Moment)
        -> [SourceReading]
    {
        conditions.map { source, condition, hours in
            let at = now.adding(seconds: -hours * 3600)
            return SourceReading(source, condition, wholeAt: at, askedAt: condition == .whole ? at : now.ago(0.15))
        }
    }

    private static func cloud(_ now: Moment) -> KnownService {
        var service = KnownService()
        service.readings = readings([(.login, .whole, 3.4), (.tokens, .whole, 3.4), (.log, .whole, 3.3)], now)
        service.accounts = (0..<84).map { DemoMembersAccounts.cloud($0, now) }.sorted { $0.id < $1.id }
        return service
    }

    private static func forge(_ now: Moment) -> KnownService {
        var service = KnownService()
        service.readings = readings([(.login, .whole, 3.3)], now)
        service.accounts = (0..<10).map { DemoMembersAccounts.forge($0, now) }.sorted { $0.id < $1.id }
        return service
    }

    /// Its access log cannot be read any more: nobody there is judged.
    private static func sites(_ now: Moment) -> KnownService {
        var service = KnownService()
        let failure = OperationFailure(
            area: "directory",
            message: Phrase(
                "/var/log/nginx/sites.access.log: permission denied",
                "/var/log/nginx/sites.access.log : permission refusée"),
            hint: Phrase(
                "Let the group adm read it again: logrotate has made it anew.",
                "Rendez-le lisible au groupe adm : logrotate l’a refait."))
        service.readings = readings([(.login, .whole, 3.3), (.log, .failed(failure), 51)], now)
        service.accounts = ["cine-club", "fanfare", "troc-vert"].enumerated().map { place, login in
            var account = ServiceAccount(id: login, login: login)
            account.displayName = ["Ciné-club des Halles", "Fanfare de Port-Lune", "Le Troc vert"][place]
            account.used = [4_812_000_000, 911_000_000, 2_240_000_000][place]
            account.evidence = [
                Evidence(.login, at: now.ago([19.3, 4.1, 133][place]), note: "sftp"),
                Evidence(.log, at: now.ago([3.2, 3.9, 40][place]), note: "POST /admin"),
            ]
            return KnownAccount(account, firstSeen: now.ago(700))
        }
        return service
    }

    /// Ninety days of visits: fewer at weekends, more with each week.
    static func visits(of service: String, at now: Moment) -> [DailyVisits] {
        let (level, days) = service == "cloud" ? (310.0, 90) : (1240.0, 90)
        guard service != "forge" else { return [] }
        let noise = DemoNoise(seed: 11, name: service)
        let today = clock.day(of: now)
        return (1...days).reversed().map { ago in
            let day = today.adding(days: -ago)
            let weekend = day.weekday >= 5 ? 0.62 : 1
            let unrest = 0.75 + 0.5 * noise.smooth(Double(ago), period: 1, channel: 2)
            let feast = ago == 23 && service == "sites" ? 2.6 : 1
            let visits = level * weekend * unrest * feast * (1.15 - Double(ago) / 300)
            return DailyVisits(day: day, visits: Int(visits), refusedRequests: Int(visits * 0.9 * unrest))
        }
    }
}

extension Moment {
    /// That many days before.
    func ago(_ days: Double) -> Moment { adding(seconds: -days * 86_400) }
}
