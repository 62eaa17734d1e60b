import Glibc

/// `qemu-img`, which makes images and tells of them.
enum ImageTool {
    static let program = "/usr/bin/qemu-img"

    /// Makes an image for this user alone at `path`, which must not exist. `words` follow `create`.
    static func create(_ path: String, _ words: [String]) async throws(OperationFailure) {
        _ = try await run(["create", "-q"] + words, for: path)
        unsafe chmod(path, 0o600)
    }

    /// What it prints; throws what it refuses about an image that is being made.
    static func run(_ words: [String], for path: String) async throws(OperationFailure) -> String {
        // A terabyte takes some seconds.
        let done = await Command.run(program, words, seconds: 600)
        guard done.status == 0 else { throw notMade(path, done.text, code: Int(done.status)) }
        return done.text
    }

    static func notMade(_ path: String, _ why: String, code: Int = 0) -> OperationFailure {
        OperationFailure(
            area: "storage", code: code, message: .imageNotMade(SafeText(path), SafeText(why)), hint: .hintRights)
    }
}

extension Phrase {
    static func imageNotMade(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) could not be made: \(why)", "\(path) n’a pas pu être créé : \(why)")
    }
}
