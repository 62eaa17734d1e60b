import Digest
import FoundationEssentials
import Text

/// One of the passwords of a repository: a file in `keys/` that holds the repository's keys, sealed by the password's.
struct KeyFile: Codable, Sendable {
    var hostname: String?
    var username: String?
    var kdf: String
    // scrypt's cost, under the names that the format has.
    var N: UInt64
    var r: UInt64
    var p: UInt64
    var created: String?
    var salt: Data
    var data: Data

    /// The master keys as they are sealed in `data`.
    private struct Master: Codable {
        struct MAC: Codable {
            var k: Data
            var r: Data
        }
        var mac: MAC
        var encrypt: Data
    }

    /// Seals `key` by `password`. Takes scrypt's second.
    init(sealing key: SealingKey, password: [UInt8], _ author: Author, cost: Scrypt) throws {
        hostname = author.hostname
        username = author.username
        kdf = "scrypt"
        (N, r, p) = (cost.n, cost.r, cost.p)
        created = Moment.now.iso8601
        let salt = try randomBytes(64)
        let derived = try cost.key(password: password, salt: salt, length: 64)
        let master = Master(
            mac: Master.MAC(k: Data(key.macK), r: Data(key.macR)), encrypt: Data(key.encryption))
        self.salt = Data(salt)
        data = Data(try SealingKey(derived: derived).seal([UInt8](try JSONEncoder().encode(master))))
    }

    /// The repository's keys, if `password` is the one of this file. Takes scrypt's second.
    func open(password: [UInt8]) throws -> SealingKey? {
        guard kdf == "scrypt" else { return nil }
        let derived = try Scrypt(n: N, r: r, p: p).key(password: password, salt: [UInt8](salt), length: 64)
        guard let plain = try SealingKey(derived: derived).open([UInt8](data)) else { return nil }
        let master = try JSONDecoder().decode(Master.self, from: Data(plain))
        return try SealingKey(
            encryption: [UInt8](master.encrypt), macK: [UInt8](master.mac.k), macR: [UInt8](master.mac.r))
    }
}
