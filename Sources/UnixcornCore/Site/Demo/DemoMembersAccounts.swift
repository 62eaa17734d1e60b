/// The accounts of the demo site's services: a few of every verdict, the others in use.
enum DemoMembersAccounts {
    private static let programs = ["Nextcloud Desktop 3.14", "DAVx5 4.4", "Nextcloud Android 3.30", "Thunderbird 128"]

    /// An account whose last sign of life is `days` old.
    private static func account(
        _ place: Int, _ now: Moment, made: Double, last: Double?, _ source: EvidenceSource = .login, note: String = ""
    ) -> KnownAccount {
        let login = DemoMembersPeople.login(place)
        let (first, surname) = DemoMembersPeople.name(place)
        let noise = DemoNoise(seed: 5, name: login)
        var account = ServiceAccount(id: login, login: login)
        account.displayName = first + " " + surname
        account.mail = login + "@posta.example"
        account.created = now.ago(made)
        account.used = UInt64(4e9 * noise.smooth(0, period: 1, channel: 1) * noise.smooth(0, period: 1, channel: 2))
        account.quota = 5 << 30
        if let last { account.evidence = [Evidence(source, at: now.ago(last), note: note)] }
        return KnownAccount(account, firstSeen: now.ago(max(0.2, min(made, 400))))
    }

    /// One who comes and goes: how long ago, and by what.
    private static func active(_ place: Int, _ now: Moment) -> KnownAccount {
        let noise = DemoNoise(seed: 3, name: DemoMembersPeople.login(place))
        let days = 0.05 + 18 * noise.smooth(0, period: 1, channel: 1) * noise.smooth(0, period: 1, channel: 2)
        let made = 60 + 900 * noise.smooth(0, period: 1, channel: 3)
        let program = programs[place % programs.count]
        guard place % 5 != 0 else { return account(place, now, made: made, last: days) }
        var known = account(place, now, made: made, last: days, .tokens, note: program)
        known.account.evidence.append(Evidence(.login, at: now.ago(days + 6 + Double(place % 9))))
        if place % 3 == 0 {
            known.account.evidence.append(
                Evidence(.log, at: now.ago(days + 0.02), note: "PROPFIND /remote.php/dav"))
        }
        return known
    }

    static func cloud(_ place: Int, _ now: Moment) -> KnownAccount {
        switch place {
        case 0:
            var known = account(place, now, made: 2100, last: 0.12)
            (known.account.isAdministrator, known.account.groups) = (true, ["admin"])
            return known
        case 1, 2: return account(place, now, made: 800, last: Double(60 + place * 31))
        case 3, 4:
            var known = account(place, now, made: 1200, last: Double(place * 14))
            known.account.groups = ["bureau"]
            return known
        case 5: return account(place, now, made: 640, last: 97)
        case 6: return account(place, now, made: 420, last: 34.2)
        case 7: return account(place, now, made: 300, last: 41.6, .tokens, note: programs[1])
        case 8, 9: return disabled(place, now, last: 52.5, since: Double(place - 4))
        case 10, 11: return disabled(place, now, last: Double(place * 6), since: 20.4)
        case 12, 13, 14, 15, 16: return account(place, now, made: 500, last: 25 + Double(place - 12) * 0.45)
        case 17:
            var known = account(place, now, made: 930, last: 3)
            known.account.faults = [.impossibleDate(field: "lastLogin", value: "1970-01-01")]
            return known
        case 18: return account(place, now, made: 260, last: -5.2)
        case 19: return account(place, now, made: 9.3, last: nil)
        case 20: return account(place, now, made: 40.1, last: nil)
        case 21:
            var known = account(place, now, made: 700, last: 50)
            known.enabledAgain = now.ago(3.2)
            return known
        case 22: return account(place, now, made: 990, last: 80)
        case 23:
            var known = account(place, now, made: 333, last: 71)
            known.evidence[.notes] = Evidence(.notes, at: now.ago(11.5), note: "called: in hospital until spring")
            return known
        case 24:
            var known = account(place, now, made: 512, last: 66)
            known.evidence[.gifts] = Evidence(.gifts, at: now.ago(8), note: "20 € by card")
            return known
        case 30: return account(place, now, made: 1500, last: 140)
        default: return active(place, now)
        }
    }

    private static func disabled(_ place: Int, _ now: Moment, last: Double, since: Double) -> KnownAccount {
        var known = account(place, now, made: 610, last: last)
        known.account.isEnabled = false
        known.disabledSince = now.ago(since)
        return known
    }

    static func forge(_ place: Int, _ now: Moment) -> KnownAccount {
        var known = account(90 + place, now, made: 700, last: [0.3, 210, 2.1, 9.7, 31, 190, 196, 188, 187, 0][place])
        known.account.quota = nil
        switch place {
        case 0: known.account.isAdministrator = true
        case 5: known.warned = now.ago(5.1)
        case 6: known.perhapsWarned = now.ago(6.2)
        case 7: known.account.mail = nil
        case 9:
            known.account.evidence = []
            known.evidence = [:]
        default: break
        }
        return known
    }
}
