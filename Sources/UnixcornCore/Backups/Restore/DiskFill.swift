import Glibc

/// Fills a new image with a disk from the repository.
struct DiskFill: Sendable {
    let repository: Repository
    let index: BlobIndex
    let context: WorkContext

    /// Makes `path`, which must not exist, of `format`, and fills it. Left behind only whole.
    func fill(
        _ content: [BlobID], size: Int, path: String, format: String, words: Phrase
    ) async throws {
        do {
            let image = try await NewImage.make(path, format: format, size: size)
            let context = context
            let done = Progress(total: size) { context.report(words, $0) }
            try await repository.stream(content, index) { offsets, bytes in
                if context.isCancelled() { throw OperationFailure.cancelled }
                // A new image reads as zeros.
                if bytes.contains(where: { $0 != 0 }) {
                    for offset in offsets { try await image.write(bytes, at: offset) }
                }
                await done.add(bytes.count * offsets.count)
            }
            try await image.finish()
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
