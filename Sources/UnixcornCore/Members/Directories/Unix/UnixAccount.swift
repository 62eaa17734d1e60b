/// One line of `/etc/passwd` with what `shadow` and `group` add to it.
struct UnixAccount: Sendable, Equatable {
    var login: String
    var uid: UInt32
    var group: UInt32
    var name: String
    var home: String
    var shell: String
    /// The field of `shadow`; nil: there is none.
    var password: String?
    /// Days since 1970 on which the account ends; nil: never.
    var expires: Int?
    var groups: [String] = []
    var faults: [AccountFault] = []

    /// Whether a password is kept behind the lock, so that it can be unlocked. A `!` alone is an account that never had
    /// one and comes in with a key: not locked.
    var isLocked: Bool { (password ?? "").hasPrefix("!") && (password ?? "").drop { $0 == "!" } != "" }

    static let closedShells: Set = [
        "/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false", "/bin/nologin",
    ]

    /// - Parameter today: days since 1970.
    func isEnabled(today: Int) -> Bool {
        !isLocked && !Self.closedShells.contains(shell) && (expires ?? .max) > today
    }

    /// Groups whose members rule the machine on Debian and elsewhere.
    static let ruling: Set = ["root", "sudo", "adm", "wheel", "admin"]
}

/// The three files as they are now.
struct UnixFiles: Sendable {
    var accounts: [UnixAccount]

    /// - Parameters:
    ///   - passwd, shadow, group: their bytes. A line that is no account is one with a fault: it hides nobody.
    init(passwd: [UInt8], shadow: [UInt8], group: [UInt8]) {
        let secrets = Self.secrets(shadow)
        let (names, members) = Self.groups(group)
        accounts = Self.lines(passwd).compactMap { Self.account($0, secrets, names, members) }
        var logins: [String: Int] = [:]
        var numbers: [UInt32: Int] = [:]
        for account in accounts {
            logins[account.login, default: 0] += 1
            numbers[account.uid, default: 0] += 1
        }
        for index in accounts.indices
        where logins[accounts[index].login] != 1 || numbers[accounts[index].uid] != 1 {
            accounts[index].faults.append(.listedTwice)
        }
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "\n")) }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static func secrets(_ shadow: [UInt8]) -> [String: (password: String, expires: String)] {
        var found: [String: (password: String, expires: String)] = [:]
        for fields in lines(shadow).map(fields) where fields.count >= 8 {
            found[fields[0]] = (fields[1], fields[7])
        }
        return found
    }

    /// Names by number, and groups by login.
    private static func groups(_ group: [UInt8]) -> ([UInt32: String], [String: [String]]) {
        var names: [UInt32: String] = [:]
        var members: [String: [String]] = [:]
        for fields in lines(group).map(fields) where fields.count == 4 {
            if let number = UInt32(fields[2]) { names[number] = fields[0] }
            for member in fields[3].split(separator: ",") { members[String(member), default: []].append(fields[0]) }
        }
        return (names, members)
    }

    private static func account(
        _ line: ArraySlice<UInt8>, _ secrets: [String: (password: String, expires: String)], _ names: [UInt32: String],
        _ members: [String: [String]]
    ) -> UnixAccount? {
        let fields = fields(line)
        // `+` and `-` are lines for NIS.
        guard let login = fields.first, !login.hasPrefix("+"), !login.hasPrefix("-"), !login.hasPrefix("#") else {
            return nil
        }
        var account = UnixAccount(
            login: login, uid: .max, group: .max, name: "", home: "", shell: "", password: nil, expires: nil)
        guard fields.count == 7, let uid = UInt32(fields[2]), let group = UInt32(fields[3]), !login.isEmpty,
            String(validating: line, as: UTF8.self) != nil
        else {
            let text = String(decoding: line, as: UTF8.self)
            account.faults = [.unreadable(field: "passwd", value: String(text.prefix(60)))]
            return account
        }
        (account.uid, account.group) = (uid, group)
        account.name = String(fields[4].prefix { $0 != "," })
        (account.home, account.shell) = (fields[5], fields[6])
        account.groups = members[login] ?? []
        if let own = names[group], !account.groups.contains(own) { account.groups.insert(own, at: 0) }
        let secret = secrets[login] ?? (fields[1] == "x" ? nil : (fields[1], ""))
        account.password = secret?.password
        account.expires = secret.flatMap { Int($0.expires) }
        if secret == nil || (account.expires == nil && secret?.expires != "") {
            account.faults.append(.unreadable(field: "shadow", value: String((secret?.expires ?? "").prefix(60))))
        }
        return account
    }
}
