import Foundation

extension UnixDirectory {
    /// Locks the password and ends the account (keys are refused too); running sessions go on.
    func setEnabled(_ isEnabled: Bool, _ account: ServiceAccount) async throws(OperationFailure) {
        let unix = try unchanged(account)
        guard isEnabled else {
            return try await run(["usermod", "--lock", "--expiredate", "1"], unix.login)
        }
        // Without a password behind the lock, unlocking is refused: it would let in without any.
        try await run(["usermod"] + (unix.isLocked ? ["--unlock"] : []) + ["--expiredate", ""], unix.login)
    }

    /// With its home and its mails.
    func delete(_ account: ServiceAccount) async throws(OperationFailure) {
        let unix = try unchanged(account)
        try checkHome(unix)
        try await run(["userdel", "--remove"], unix.login)
    }

    func create(_ draft: AccountDraft) async throws(OperationFailure) {
        // What Debian's adduser takes, and no tool reads as an option.
        let fits = draft.login.wholeMatch(of: /[a-z_][a-z0-9_-]{0,31}/) != nil
        guard fits else { throw .localDirectory(.unfitLogin(SafeText(draft.login))) }
        guard let password = draft.password else {
            throw .localDirectory(.needsPassword(SafeText(draft.login)))
        }
        let name = draft.displayName.filter { !":,\n".contains($0) && !$0.isNewline }
        try await run(["useradd", "--create-home", "--shell", "/bin/bash", "--comment", name], draft.login)
        try await setPassword(password, ServiceAccount(id: draft.login, login: draft.login))
    }

    /// Over the input of `chpasswd`: nobody reads it in the list of processes.
    func setPassword(_ password: String, _ account: ServiceAccount) async throws(OperationFailure) {
        let unix = try unchanged(account)
        guard !password.isEmpty, !password.contains(where: \.isNewline) else {
            throw .localDirectory(.cannotThere(SafeText(place), .setPasswords))
        }
        try ended(await program.run(["chpasswd"], "\(unix.login):\(password)\n", 60), "chpasswd")
    }

    func setQuota(_ bytes: UInt64?, _ account: ServiceAccount) async throws(OperationFailure) {
        throw .localDirectory(.cannotThere(SafeText(place), .setQuotas))
    }

    /// The account as the files have it now: one, readable, a person's.
    func unchanged(_ account: ServiceAccount) throws(OperationFailure) -> UnixAccount {
        let found = try files().accounts.filter { $0.login == account.id }
        guard let unix = found.first, found.count == 1, unix.faults.isEmpty, unix.uid >= firstUID, unix.uid != 65_534
        else {
            throw .localDirectory(.changedMeanwhile(SafeText(place), SafeText(account.id)), .readThatAgain)
        }
        return unix
    }

    private func run(_ command: [String], _ login: String) async throws(OperationFailure) {
        let prefix = root.isEmpty ? [] : ["--prefix", root]
        let whole = command.prefix(1) + prefix + command.dropFirst() + ["--", login]
        try ended(await program.run(Array(whole), "", patience), command[0])
    }

    private func ended(_ outcome: DirectoryProgram.Outcome, _ name: String) throws(OperationFailure) {
        guard outcome.status == 0 else {
            throw .localDirectory(
                .programFailed(SafeText(name), outcome.reason, outcome.status), code: Int(outcome.status))
        }
    }

    /// `userdel --remove` takes the whole folder: it has to be this account's, and nobody else's may be in it.
    private func checkHome(_ unix: UnixAccount) throws(OperationFailure) {
        var facts = stat()
        guard unsafe lstat(root + unix.home, &facts) == 0 else { return }
        let mine = Self.parts(unix.home)
        let isShared = try files().accounts.contains { other in
            other.login != unix.login && other.home.hasPrefix("/") && Self.parts(other.home).starts(with: mine)
        }
        // Not a folder of the system's own, whoever it belongs to: `/home`, `/srv`.
        guard !isShared, mine.count > 1, facts.st_uid == unix.uid, facts.st_mode & S_IFMT == S_IFDIR else {
            throw .localDirectory(.homeNotItsOwn(SafeText(unix.login), SafeText(unix.home)), .giveOwnHome)
        }
    }

    private static func parts(_ path: String) -> [String] {
        ((path as NSString).standardizingPath as NSString).pathComponents.filter { $0 != "/" }
    }
}
