/// What a table holds, by name. From the kernel: hostile until `SafeText`.
public struct TableContents: Sendable, Hashable {
    public var chains: Set<String> = []
    /// Sets with a name, and maps.
    public var sets: Set<String> = []
    public var maps: Set<String> = []
    /// Named counters.
    public var counters: Set<String> = []

    public init() {}
}

/// An element of a verdict map that leads to a chain.
public struct GateElement: Sendable, Hashable {
    /// Where it leads. From the kernel: hostile until `SafeText`.
    public var chain: String
    /// Seconds until it ends by itself, rounded down; nil: it does not.
    public var seconds: Int?

    public init(chain: String, seconds: Int?) {
        self.chain = chain
        self.seconds = seconds
    }
}
