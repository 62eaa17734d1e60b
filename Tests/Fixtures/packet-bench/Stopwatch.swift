/// Milliseconds of a deed's parts, one after the other.
struct Stopwatch {
    private(set) var parts: [(name: String, milliseconds: Double)] = []
    private let began = ContinuousClock.now
    private var last = ContinuousClock.now

    /// Ends the part under way.
    mutating func lap(_ name: String) {
        let now = ContinuousClock.now
        parts.append((name, Stopwatch.milliseconds(now - last)))
        last = now
    }

    var total: Double { parts.reduce(0) { $0 + $1.milliseconds } }

    static func milliseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    }

    /// `load: compile 3.20, kernel 20.10, total 23.30`
    func print(_ deed: String) {
        let all = parts + [("total", total)]
        let words = all.map { name, time in "\(name) \(Stopwatch.text(time))" }
        Swift.print("\(deed): \(words.joined(separator: ", "))")
    }

    /// Two digits behind the point.
    static func text(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    /// The run that took least in all.
    static func best(of rounds: Int, _ run: (Int) async throws -> Stopwatch) async throws -> Stopwatch {
        var best = try await run(0)
        for round in 1..<max(2, rounds) {
            let one = try await run(round)
            if one.total < best.total { best = one }
        }
        return best
    }
}
