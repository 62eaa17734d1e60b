public import AccessLog

/// The visits of a service, from its access log.
public struct VisitReading: Sendable {
    /// Oldest first.
    public var days: [VisitDay] = []
    /// What limits them: refusals that the log does not tell, files that were not read, files older than a year.
    public var remarks: [Phrase] = []

    /// Reads a log with its rotated files. Blocks; a gigabyte takes seconds.
    public static func read(_ file: String) throws(OperationFailure) -> VisitReading {
        let visits: Visits
        do throws(AccessLogError) { visits = try AccessLog(file).visits() } catch {
            throw OperationFailure(area: "files", message: error.message)
        }
        var reading = VisitReading()
        reading.days = visits.days
        if !visits.saysRefusal { reading.remarks.append(.logTellsNoRefusal) }
        if !visits.coverage.isWhole { reading.remarks.append(.logHalfRead) }
        if visits.coverage.unreadable > 0 {
            reading.remarks.append(.logUnreadable(visits.coverage.unreadable, of: visits.coverage.lines))
        }
        for overdue in visits.coverage.overdue() { reading.remarks.append(.logOverdue(SafeText(overdue.path))) }
        return reading
    }
}

extension Phrase {
    fileprivate static let logTellsNoRefusal = Phrase(
        "the log has no fields DNT and Sec-GPC: those who refuse to be counted cannot be told",
        "le journal n’a pas les champs DNT et Sec-GPC : ceux qui refusent d’être comptés ne se distinguent pas")
    fileprivate static let logHalfRead = Phrase(
        "a file of the log could not be read to its end", "un fichier du journal n’a pu être lu jusqu’au bout")
    fileprivate static func logUnreadable(_ count: Int, of all: Int) -> Phrase {
        Phrase("\(count) of \(all) lines are not readable", "\(count) lignes sur \(all) sont illisibles")
    }
    fileprivate static func logOverdue(_ file: SafeText) -> Phrase {
        Phrase("\(file) is older than a year: delete it", "\(file) a plus d’un an : supprimez-le")
    }
}
