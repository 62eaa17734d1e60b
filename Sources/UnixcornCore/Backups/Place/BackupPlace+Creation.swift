extension BackupPlace {
    /// Makes an empty repository, format version 2. Throws where one is already, and takes scrypt's second.
    ///
    /// A server is first tried out: what it can do is written into the state folder, and obeyed from then on.
    public func create(stateFolder: String) async throws(OperationFailure) -> Repository {
        let (store, password) = (try await store(), try password)
        if let store = store as? FTPStore {
            do throws(TransferError) {
                let profile = try await store.connection.probe(writing: true)
                do throws(OperationFailure) { try LearnedProfile.write(profile, url: url, stateFolder) } catch {
                    throw TransferError(.local, error.message, hint: error.hint)
                }
            } catch { throw OperationFailure(error) }
        }
        do throws(RepositoryError) { return try await Repository.create(store, password: password) } catch {
            throw OperationFailure(error)
        }
    }

    /// Opens the repository, or makes it where there is none and `creating` says so.
    public func open(creating: Bool) async throws(OperationFailure) -> Repository {
        guard creating else { return try await open() }
        let (store, password) = (try await store(), try password)
        return try await failing { () throws(RepositoryError) in
            guard try await store.list(.config).isEmpty else {
                return try await Repository.open(store, password: password)
            }
            return try await Repository.create(store, password: password)
        }
    }

    /// What the password file holds, for a key that is to be added.
    public static func newPassword(in file: String) throws(OperationFailure) -> [UInt8] {
        try BackupPlace(url: "", passwordFile: file).password
    }
}
