import UnixcornCore

/// What a long job is at, line by line: each phase once, and how far it is in steps of ten percent.
struct JobLines {
    private let words: Language
    private var last: (phase: Phrase, step: Int)?

    init(_ words: Language) { self.words = words }

    /// Prints until the job has ended.
    consuming func follow(_ id: JobID, _ session: SiteSession) async throws {
        while true {
            let job = try await session.job(id)
            if job.state.isEnded { return }
            if let line = line(of: job) { print(line) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private mutating func line(of job: Job) -> String? {
        let step = Int((job.progress ?? 0) * 10)
        guard !job.phaseWords.english.isEmpty, last?.phase != job.phaseWords || last?.step != step else { return nil }
        last = (job.phaseWords, step)
        let percent = job.progress.map { "  \(Int($0 * 100)) %" } ?? ""
        return SafeText(job.phaseWords(words).string).string + percent
    }
}
