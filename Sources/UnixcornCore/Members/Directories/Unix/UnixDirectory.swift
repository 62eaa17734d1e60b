/// The people's accounts of this machine: `/etc/passwd`, `shadow` and `group`, and the tools of Debian's `passwd` package.
///
/// Evidence `login` comes from `lastlog` and `wtmp`. A machine that keeps neither (Debian 13 dropped `lastlog`) does not
/// answer for that source.
struct UnixDirectory: Directory {
    /// The least UID of a person.
    var firstUID: UInt32 = 1000
    /// What stands before `/etc` and `/var`; given to the tools as `--prefix`. Empty: this machine.
    var root = ""
    var program = DirectoryProgram.local
    /// Seconds: a home with millions of files takes its time.
    var patience = 900.0

    var place: String { root + "/etc/passwd" }
    var abilities: Set<DirectoryAbility> { [.disable, .delete, .create, .password] }

    func census() async throws(OperationFailure) -> Census {
        let now = Moment.now
        let people = try people()
        let records = try LoginRecords(root: root, numbers: people.map(\.uid), now: now)
        return Census(
            accounts: people.map { account($0, records, now) }, sources: records.isKept ? [.login] : [], ourTime: now)
    }

    func account(_ id: String) async throws(OperationFailure) -> ServiceAccount? {
        let now = Moment.now
        let found = try files().accounts.filter { $0.login == id }
        guard let first = found.first else { return nil }
        return account(first, try LoginRecords(root: root, numbers: [first.uid], now: now), now)
    }

    func files() throws(OperationFailure) -> UnixFiles {
        UnixFiles(
            passwd: try WholeFile.needed(root + "/etc/passwd"), shadow: try WholeFile.needed(root + "/etc/shadow"),
            group: try WholeFile.needed(root + "/etc/group"))
    }

    /// Accounts of persons, and lines that cannot be read. 65534 is `nobody`.
    private func people() throws(OperationFailure) -> [UnixAccount] {
        try files().accounts.filter { ($0.uid >= firstUID && $0.uid != 65_534) }
    }

    private func account(_ unix: UnixAccount, _ records: LoginRecords, _ now: Moment) -> ServiceAccount {
        var account = ServiceAccount(id: unix.login, login: unix.login)
        account.displayName = unix.name
        account.groups = unix.groups
        account.isAdministrator = unix.uid == 0 || !UnixAccount.ruling.isDisjoint(with: unix.groups)
        account.isEnabled = unix.isEnabled(today: Int(now.microseconds / 86_400_000_000))
        account.faults = unix.faults
        let seen: [(String, Int64?)] = [
            ("lastlog", records.byNumber[unix.uid]),
            // wtmp has room for 32 bytes of a name.
            ("wtmp", records.byLogin[String(decoding: unix.login.utf8.prefix(32), as: UTF8.self)]),
        ]
        for (file, seconds) in seen {
            guard let seconds,
                let at = Moment(seconds: seconds).possible(file, String(seconds), now: now, &account.faults)
            else { continue }
            account.evidence.append(Evidence(.login, at: at, note: file))
        }
        return account
    }
}
