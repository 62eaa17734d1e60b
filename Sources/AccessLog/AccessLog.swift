public import Text

/// A web server's access log: the file that it writes, and the rotated ones beside it.
///
/// Formats: nginx's and Apache's `combined`; with the two fields `"$http_dnt" "$http_sec_gpc"` (Apache:
/// `"%{DNT}i" "%{Sec-GPC}i"`) after it, and a virtual host before it, where they are there. Nothing is written, nothing is
/// kept between two calls: a day is a whole unit. What is not finished is counted anew each time from the files, what is
/// finished the caller keeps, and names as `VisitOptions.after`; so neither a growing log nor a rotation counts anything
/// twice. Every call blocks and reads the files once, with memory that does not grow with them.
public struct AccessLog: Sendable {
    /// The file that the server writes.
    public let path: String

    public init(_ path: String) {
        self.path = path
    }

    /// The files that are there, oldest first, and those that are packed by another program than gzip.
    ///
    /// - Throws: `AccessLogError` where there is none.
    public func files() throws(AccessLogError) -> [LogFile] {
        let family = try LogFamily(path: path)
        return family.unreadable + family.files
    }

    /// The visits of each day.
    ///
    /// - Throws: `AccessLogError` where nothing can be said: no file, no right, no access log. Else `Visits.coverage` says
    ///   what was read.
    public func visits(_ options: VisitOptions = VisitOptions()) throws(AccessLogError) -> Visits {
        try steady { () throws(AccessLogError) in
            var count = VisitCount(options)
            var result = Visits()
            result.coverage = try read(into: &count, from: options.after) { sink, file in sink.file.move(into: &file) }
            let isPart = result.coverage.files.contains { $0.reading == .skipped }
            result.days = count.end(isPart: isPart)
            result.saysRefusal = count.saysRefusal
            return result
        }
    }

    /// The latest sign of life of each account. What visitors ask (`DNT`) does not matter here: it is their own account
    /// that it keeps.
    ///
    /// - Throws: as `visits`.
    public func signsOfLife(of kind: ServiceKind, now: Moment = .now) throws(AccessLogError) -> SignsOfLife {
        try signsOfLife(by: kind.evidence, now: now)
    }

    /// The same by rules of one's own.
    public func signsOfLife(by rules: EvidenceRules, now: Moment = .now) throws(AccessLogError) -> SignsOfLife {
        try steady { () throws(AccessLogError) in
            var search = SignSearch(rules, now: now)
            var result = SignsOfLife()
            result.coverage = try read(into: &search, from: nil) { sink, file in sink.file.move(into: &file) }
            result.coverage.isFull = search.isFull
            result.signs = search.signs
            return result
        }
    }

    /// Does it again where the files were rotated meanwhile.
    private func steady<Result>(_ work: () throws(AccessLogError) -> Result) throws(AccessLogError) -> Result {
        for _ in 0..<3 {
            do {
                return try work()
            } catch  where error.kind == .moving {
                continue
            }
        }
        return try work()
    }

    /// One pass over all files.
    private func read<Sink: LineSink>(
        into sink: inout Sink, from day: LogDay?, end: (inout Sink, inout Coverage.File) -> Void
    ) throws(AccessLogError) -> Coverage {
        let family = try LogFamily(path: path)
        var coverage = Coverage()
        coverage.files = family.unreadable.map { file in
            Coverage.File(file: file, reading: .failed(AccessLogError(.packed, file.path)))
        }
        for file in family.files {
            var found = Coverage.File(file: file)
            // A day's margin for the zones, one for lines that come late.
            if let day, file.modified < Moment(seconds: Int64(day.number - 2) * 86400) {
                found.reading = .skipped
            } else {
                do {
                    found.reading = try AccessLog.read(file, into: &sink)
                } catch  where error.kind == .moving || file.path == path {
                    throw error
                } catch {
                    found.reading = .failed(error)
                }
                end(&sink, &found)
                if found.unreadable * 2 > found.lines { found.reading = .rubbish }
            }
            coverage.files.append(found)
        }
        guard coverage.unreadable * 2 <= coverage.lines else { throw AccessLogError(.notALog, path) }
        return coverage
    }

    private static func read(_ file: LogFile, into sink: inout some LineSink) throws(AccessLogError) -> Coverage.Reading
    {
        let source = try ByteSource(file)
        try LineReader.read(source, into: &sink)
        guard !source.hasShrunk else { throw AccessLogError(.moving, file.path) }
        return source.end == .whole ? .whole : .cut
    }
}
