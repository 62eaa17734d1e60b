public import Text

/// What is counted, and from when on.
public struct VisitOptions: Sendable {
    /// Paths of the home page, without what follows a question mark. A visitor of two of them is one.
    public var homePages = ["/", "/index.html", "/index.php"]
    /// Words beside GoAccess's that make an agent a robot's.
    public var robots = Robots()
    /// Only lines of this virtual host, where the log has a first field `VHOST:PORT`; nil for all.
    public var host: String?
    /// The last day that the caller has kept as finished: only later ones are counted, and files that end before it are
    /// not read. nil for all.
    public var after: LogDay?
    /// The time by which days are finished.
    public var now = Moment.now

    public init() {}
}
