import Digest
import Foundation

/// What is to be done to which accounts of one service, and why: written by `member plan`, done by `member apply`, exactly.
public struct MemberPlan: Sendable, Equatable, Codable {
    /// One account and what is done to it. Whatever of this has changed when the plan is applied stops the plan.
    public struct Entry: Sendable, Equatable, Codable {
        public var account: String
        public var login: String
        public var name: String
        public var mail: String?
        public var created: Moment?
        public var isEnabled: Bool
        public var step: MemberStep
        /// From where the clock counts, and when its months were over.
        public var start: Moment
        public var due: Moment?
        public var lastSign: Evidence?
        /// Bytes of the account's own files.
        public var used: UInt64?
        public var losses: [Loss]
    }

    public static let currentForm = 1
    /// Hours after which a plan is too old to be done.
    public static let life = 24.0

    public var form = MemberPlan.currentForm
    public var service: String
    /// Where the service is: `https://cloud.example.org`.
    public var place: String
    public var madeAt: Moment
    public var by: String
    public var rules: ServiceRules
    /// The zone in which days end.
    public var zone: String
    /// Whether a person chose these accounts, whatever the rules say of them.
    public var isByHand = false
    public var entries: [Entry]
    /// Accounts whose turn comes in a later plan, since this one is full.
    public var postponed: Int

    /// SHA-256 of the plan as it is stored.
    public var digest: String {
        get throws(OperationFailure) {
            do { return try SHA256.digest(of: Array(try StoredJSON.text(self).utf8)).hex } catch {
                throw .planUnreadable("", SafeText("\(error)"))
            }
        }
    }

    /// What a person types to have it done: the digest's first eight letters.
    public var word: String {
        get throws(OperationFailure) { String(try digest.prefix(8)) }
    }

    /// Whether that is the beginning of its digest, long enough to have been read.
    func isMeant(by word: String) throws(OperationFailure) -> Bool {
        guard word.count >= 8 else { return false }
        return try digest.hasPrefix(word.lowercased())
    }
}

/// A plan in a file: the plan and its digest.
struct StoredPlan: Codable {
    var digest: String
    var plan: MemberPlan
}

extension MemberPlan {
    /// The text of the file.
    public func text() throws(OperationFailure) -> String {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(StoredPlan(digest: try digest, plan: self)), as: UTF8.self)
                + "\n"
        } catch { throw .planUnreadable("", SafeText("\(error)")) }
    }

    /// Reads a plan and holds it against its own digest.
    public init(_ text: String, file: String) throws(OperationFailure) {
        let stored: StoredPlan
        let digest: String
        do {
            stored = try JSONDecoder().decode(StoredPlan.self, from: Data(text.utf8))
            digest = try stored.plan.digest
        } catch { throw .notAPlan(SafeText(file)) }
        guard stored.digest == digest else { throw .planChanged(SafeText(file)) }
        guard stored.plan.form == Self.currentForm else { throw .planForm(SafeText(file), stored.plan.form) }
        self = stored.plan
    }

    /// Reads the file of a plan.
    public static func read(file: String) throws(OperationFailure) -> MemberPlan {
        guard let data = FileManager.default.contents(atPath: file) else { throw .noPlan(SafeText(file)) }
        guard data.count <= 16 << 20, let text = String(data: data, encoding: .utf8) else {
            throw .planUnreadable(SafeText(file), "UTF-8, 16 MiB")
        }
        return try MemberPlan(text, file: file)
    }
}
