import Text

/// Counts the visits of a log's lines.
///
/// Of each visitor a keyed hash is kept, per day, in the memory of this value alone: it is dropped with the day. Four days
/// are held open at once, the least recently touched one closes for a fifth: a log goes on by days, with a few lines late
/// around midnight and some of a clock that was wrong.
struct VisitCount: LineSink {
    private struct OpenDay {
        var figures: VisitDay
        var site = VisitorSet()
        var home = VisitorSet()
        var touched: Int
        /// Seconds since 1970 when the day ends, in the zone of its last line.
        var end: Int64 = 0
        /// Whether the day had been closed before: who was there is not known any more.
        let isReopened: Bool
    }

    private static let most = 4

    private var open: [OpenDay] = []
    private var current = 0
    private var turn = 0
    private var closed: [LogDay: VisitDay] = [:]
    private var parser = LineParser()
    private var agents: AgentBook
    private let key = VisitorKey()
    private let home: HomePages
    private let host: [UInt8]?
    private let after: LogDay?
    private let now: Moment
    private var first: LogDay?
    private(set) var saysRefusal = false
    /// The tally of the file that is being read.
    var file: FileTally

    init(_ options: VisitOptions) {
        agents = AgentBook(robots: options.robots, key: key)
        home = HomePages(options.homePages)
        host = options.host.map { Array($0.utf8) }
        after = options.after
        now = options.now
        file = FileTally(now: options.now)
    }

    mutating func take(_ raw: Bytes, isEnded: Bool) {
        guard let line = parser.parse(raw), line.isCombined else {
            if isEnded { file.addUnreadable() }
            return
        }
        // Without its end it counts where nothing can be missing, not even what the visitor asks.
        guard isEnded || line.isWhole && (line.saysRefusal || !saysRefusal) else { return }
        if line.saysRefusal { saysRefusal = true }
        if line.refuses { file.addLine() } else { file.addLine(line.stamp.seconds) }
        guard isOfHost(line) else { return }
        if first.map({ line.stamp.day < $0 }) ?? true { first = line.stamp.day }
        if let after, line.stamp.day <= after { return }
        count(line)
    }

    mutating func takeOverlong() { file.addUnreadable() }

    private func isOfHost(_ line: LogLine) -> Bool {
        guard let host else { return true }
        return line.vhost.part(0, line.vhost.lastIndex(of: 58) ?? line.vhost.count).equals(host)
    }

    private mutating func count(_ line: LogLine) {
        let index = index(of: line.stamp)
        if line.refuses {
            open[index].figures.refused += 1
            return
        }
        let agent = agents.entry(for: line.agent)
        if agent.isRobot {
            open[index].figures.robots += 1
            return
        }
        open[index].figures.hits += 1
        if agent.isNone { open[index].figures.nameless += 1 }
        if line.status >= 500 { open[index].figures.serverErrors += 1 }
        if line.status / 100 == 4 {
            open[index].figures.clientErrors += 1
            return
        }
        guard !open[index].isReopened else {
            open[index].figures.late += 1
            return
        }
        let visitor = key.hash(line.address, after: agent.hash)
        open[index].site.insert(visitor)
        if home.match(line.request) { open[index].home.insert(visitor) }
    }

    /// Where the line's day is among the open ones.
    private mutating func index(of stamp: LogStamp) -> Int {
        if current < open.count, open[current].figures.day == stamp.day { return current }
        turn += 1
        if let index = open.firstIndex(where: { $0.figures.day == stamp.day }) {
            open[index].touched = turn
            current = index
            return index
        }
        if open.count == VisitCount.most, let oldest = open.indices.min(by: { open[$0].touched < open[$1].touched }) {
            close(open.remove(at: oldest))
        }
        let before = closed.removeValue(forKey: stamp.day)
        var day = OpenDay(
            figures: before ?? VisitDay(day: stamp.day), touched: turn, isReopened: before != nil)
        day.end = Int64(stamp.day.number + 1) * 86400 - stamp.offset
        open.append(day)
        current = open.count - 1
        return current
    }

    private mutating func close(_ day: OpenDay) {
        var figures = day.figures
        if !day.isReopened { (figures.site, figures.home) = (day.site.count, day.home.count) }
        figures.isFinished = now.seconds(since: Moment(seconds: day.end)) >= 3600
        closed[figures.day] = figures
    }

    /// The days, oldest first. Nothing can be added afterwards.
    ///
    /// - Parameter isPart: whether older files were left out.
    mutating func end(isPart: Bool) -> [VisitDay] {
        for day in open { close(day) }
        open = []
        return closed.values.sorted { $0.day < $1.day }.map { figures in
            var figures = figures
            figures.beginsWhole = isPart || (first.map { $0 < figures.day } ?? false)
            return figures
        }
    }
}
