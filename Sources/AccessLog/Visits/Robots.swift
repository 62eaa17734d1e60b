/// Tells robots by their user agent, as GoAccess 1.7 does.
public struct Robots: Sendable {
    /// One word in the order of looking.
    private struct Word: Sendable {
        let bytes: [UInt8]
        let isRobot: Bool
    }

    private let extra: [[UInt8]]
    private let words: [Word]

    /// - Parameter extra: more words that make an agent a robot, whatever else it says; upper and lower case differ.
    ///   With any, the count is no longer GoAccess's.
    public init(extra: [String] = []) {
        self.extra = extra.filter { !$0.isEmpty }.map { Array($0.utf8) }
        words = RobotWords.runs.flatMap { run in run.words.map { Word(bytes: Array($0.utf8), isRobot: run.isRobot) } }
    }

    /// Whether the agent is a robot's.
    public func contain(_ agent: String) -> Bool {
        Array(agent.utf8).withUnsafeBufferPointer { contain($0) }
    }

    /// The same of bytes that are percent-decoded.
    func contain(_ agent: Bytes) -> Bool {
        if extra.contains(where: { agent.contains($0) }) { return true }
        switch Robots.address(in: agent) {
        case .robot: return true
        case .rest(let rest): return words.first { rest.contains($0.bytes) }?.isRobot ?? false
        }
    }

    private enum Finding {
        case robot
        /// No robot by this; and what GoAccess leaves to look for words in.
        case rest(Bytes)
    }

    /// How robots give an address for complaints; in this order.
    private static let marks: [[UInt8]] = ["; +http", "; http", " (+http", " (http", ";++http"].map { Array($0.utf8) }

    /// The word before such an address is a robot's name. Where that is empty, GoAccess cuts the text there.
    private static func address(in agent: Bytes) -> Finding {
        for mark in marks {
            guard let found = agent.firstPosition(of: mark) else { continue }
            guard found > 0 else { return .rest(agent) }
            // The first byte is not looked at: a name that begins the text may begin with a plus.
            var before = found - 1
            while before > 0, agent[before] != 32, agent[before] != 43 { before -= 1 }
            let start = before > 0 ? before + 1 : 0
            if agent[start] == 59 || agent[start] == 32 { return .rest(agent.part(0, start)) }
            return .robot
        }
        return .rest(agent)
    }
}
