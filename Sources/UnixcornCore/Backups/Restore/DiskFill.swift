import Glibc

/// Fills a new image with a disk from the repository.
struct DiskFill: Sendable {
    let repository: Repository
    let index: BlobIndex
    /// A private folder for the socket.
    let folder: String
    let context: WorkContext

    /// Makes `path`, which must not exist, of `format`, and fills it. Left behind only whole.
    func fill(
        _ content: [BlobID], size: Int, path: String, format: String, words: Phrase
    ) async throws {
        let made = await Command.run(
            "/usr/bin/qemu-img", ["create", "-q", "-f", format, path, String(size)], seconds: 60)
        guard made.status == 0 else {
            throw OperationFailure(
                area: "storage", code: Int(made.status), message: .imageNotMade(SafeText(path), SafeText(made.text)),
                hint: .hintRights)
        }
        unsafe chmod(path, 0o600)
        do {
            let server = try await NBDServerProcess.serve(
                image: path, format: format, socket: folder + "/fill.sock", isReadOnly: false)
            let (export, context) = (server.export, context)
            let done = Progress(total: size) { context.report(words, $0) }
            try await repository.stream(content, index) { offsets, bytes in
                if context.isCancelled() { throw OperationFailure.cancelled }
                // A new image reads as zeros.
                if bytes.contains(where: { $0 != 0 }) {
                    for offset in offsets { try await export.write(bytes, at: UInt64(offset)) }
                }
                await done.add(bytes.count * offsets.count)
            }
            try await server.finish()
        } catch {
            unsafe unlink(path)
            throw error
        }
    }

    private actor Progress {
        private let total: Int
        private let report: @Sendable (Double) -> Void
        private var done = 0

        init(total: Int, report: @escaping @Sendable (Double) -> Void) {
            self.total = total
            self.report = report
        }

        func add(_ bytes: Int) {
            done += bytes
            report(total > 0 ? Double(done) / Double(total) : 1)
        }
    }
}

extension Phrase {
    static func imageNotMade(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) could not be made: \(why)", "\(path) n’a pas pu être créé : \(why)")
    }
}
