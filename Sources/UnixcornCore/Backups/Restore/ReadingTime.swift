/// How long it takes to read something out of the repository, by what the link has just done.
public struct ReadingTime: Sendable, Equatable {
    /// To be read.
    public var bytes: Int
    /// Bytes a second; nil: unknown.
    public var speed: Double?

    public init(bytes: Int, speed: Double?) {
        self.bytes = bytes
        self.speed = speed
    }

    /// Minutes, rounded up; nil: unknown.
    public var minutes: Int? {
        speed.flatMap { $0 > 0 ? max(1, Int((Double(bytes) / $0 / 60).rounded(.up))) : nil }
    }

    /// Both, in words.
    public var words: Phrase {
        let size = (Units.size(UInt64(bytes), .english), Units.size(UInt64(bytes), .french))
        guard let minutes, let speed else { return Phrase("\(size.0) to read", "\(size.1) à lire") }
        let isShort = Double(bytes) / speed < 60
        return Phrase(
            "\(size.0) to read at \(Units.rate(speed, .english)): "
                + (isShort ? "under a minute" : "some \(minutes) min"),
            "\(size.1) à lire à \(Units.rate(speed, .french)) : "
                + (isShort ? "moins d’une minute" : "environ \(minutes) min"))
    }
}
