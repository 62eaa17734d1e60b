/// One place on a packet's way where base chains see it, with the interfaces that they see.
public struct Stage: Sendable, Hashable {
    /// Whether it is the bridge's own hook; else that of IP.
    public var isBridge: Bool
    public var hook: BaseChain.Hook
    public var input: String
    public var output: String
    /// Base chains of these priorities only: the bridge's hooks are interrupted by those of IP where br_netfilter is on.
    public var priorities: ClosedRange<Int>
    /// The ports of the bridge behind `input` and `output`, where br_netfilter shows bridged packets to the chains of IP.
    public var inputPort: String
    public var outputPort: String

    public init(
        _ hook: BaseChain.Hook, isBridge: Bool = false, input: String = "", output: String = "",
        priorities: ClosedRange<Int> = Int.min...Int.max, inputPort: String = "", outputPort: String = ""
    ) {
        self.hook = hook
        self.isBridge = isBridge
        self.input = input
        self.output = output
        self.priorities = priorities
        self.inputPort = inputPort
        self.outputPort = outputPort
    }
}

/// One end of a packet's way.
public enum Port: Sendable, Hashable {
    /// This machine itself.
    case host
    /// An interface that is a port of a bridge: a guest's, or the line to the outside.
    case bridged(String, bridge: String)
    /// An interface of its own.
    case routed(String)
}

extension Stage {
    /// The stages that a packet passes from one end to the other (`net/bridge/br_netfilter_hooks.c`, `br_input.c`).
    ///
    /// `callsIP`: whether br_netfilter shows bridged packets to the chains of IP.
    public static func way(from source: Port, to destination: Port, callsIP: Bool) -> [Stage] {
        var stages: [Stage] = []
        var input = ""
        var inputPort = ""
        switch source {
        case .host:
            stages.append(Stage(.output, output: outside(destination)))
        case .routed(let name):
            input = name
            stages.append(Stage(.prerouting, input: name))
        case .bridged(let port, let bridge):
            input = bridge
            stages.append(
                Stage(.prerouting, isBridge: true, input: port, priorities: Int.min...(callsIP ? -1 : Int.max)))
            if callsIP {
                inputPort = port
                stages.append(Stage(.prerouting, input: bridge, inputPort: port))
                stages.append(Stage(.prerouting, isBridge: true, input: port, priorities: 0...Int.max))
            }
        }
        if case .bridged(let port, let bridge) = source, case .bridged(let other, bridge) = destination {
            stages.append(
                Stage(
                    .forward, isBridge: true, input: port, output: other, priorities: Int.min...(callsIP ? -1 : Int.max)
                ))
            if callsIP {
                stages.append(Stage(.forward, input: bridge, output: bridge, inputPort: port, outputPort: other))
                stages.append(Stage(.forward, isBridge: true, input: port, output: other, priorities: 0...Int.max))
            }
            stages.append(Stage(.postrouting, isBridge: true, output: other))
            return stages
        }
        if case .bridged(let port, let bridge) = source {
            stages.append(Stage(.input, isBridge: true, input: port))
            if !callsIP { stages.append(Stage(.prerouting, input: bridge)) }
        }
        switch destination {
        case .host: stages.append(Stage(.input, input: input, inputPort: inputPort))
        case .routed(let name):
            if source != .host { stages.append(Stage(.forward, input: input, output: name, inputPort: inputPort)) }
            stages.append(Stage(.postrouting, output: name, inputPort: inputPort))
        case .bridged(let port, let bridge):
            if source != .host { stages.append(Stage(.forward, input: input, output: bridge, inputPort: inputPort)) }
            stages.append(Stage(.postrouting, output: bridge, inputPort: inputPort))
            stages.append(Stage(.output, isBridge: true, output: port))
            stages.append(Stage(.postrouting, isBridge: true, output: port))
        }
        return stages
    }

    private static func outside(_ port: Port) -> String {
        switch port {
        case .host: "lo"
        case .routed(let name): name
        case .bridged(_, let bridge): bridge
        }
    }
}
