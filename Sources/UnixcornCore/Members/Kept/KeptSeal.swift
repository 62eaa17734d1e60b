import Digest
import Foundation
import Restic

/// Seals and opens what is kept, by a key in the state folder that only its owner reads.
struct KeptSeal: Sendable {
    private let key: SealingKey

    init(stateFolder: String) throws(OperationFailure) {
        let file = stateFolder + "/members.key"
        do {
            key = try SealingKey(derived: try Self.bytes(file))
        } catch { throw .noSeal(SafeText(file), SafeText("\(error)")) }
    }

    /// The key's 64 bytes; made where there are none.
    private static func bytes(_ file: String) throws -> [UInt8] {
        if !FileManager.default.fileExists(atPath: file) { try make(file) }
        guard let data = Data(base64Encoded: try Secret.read(file: file)), data.count == 64 else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return [UInt8](data)
    }

    /// Written whole under another name first. Another process may make one at the same moment: the first one counts.
    private static func make(_ file: String) throws {
        let draft = "\(file).\(getpid())"
        let text = Data(try randomBytes(64)).base64EncodedString() + "\n"
        try SecretFile.write([UInt8](text.utf8), to: draft, replacing: false)
        defer { unsafe unlink(draft) }
        guard unsafe link(draft, file) == 0 || errno == EEXIST else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    func seal(_ value: [String: String]) throws -> Data {
        Data(try key.seal([UInt8](Data(try StoredJSON.text(value).utf8))))
    }

    func open(_ sealed: Data) throws -> [String: String]? {
        try key.open([UInt8](sealed)).map {
            try StoredJSON.value([String: String].self, from: String(decoding: $0, as: UTF8.self))
        }
    }
}
