/// What a text says about ports: `443`, `8000-8010`.
enum PortSpan {
    case ports(ClosedRange<UInt16>)
    /// It is about ports, and wrong.
    case wrong(Phrase)
    /// It is about something else.
    case none

    static func read(_ text: some StringProtocol) -> PortSpan {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isNumber, parts.count <= 2, let start = parts.first, let end = parts.last else { return .none }
        guard let first = port(start) else { return .wrong(.portOutOfRange(start)) }
        guard let last = port(end) else { return .wrong(.portOutOfRange(end)) }
        return first <= last ? .ports(first...last) : .wrong(.portsReversed(first, last))
    }

    private static func port(_ text: some StringProtocol) -> UInt16? {
        UInt16(text).flatMap { $0 == 0 ? nil : $0 }
    }
}

/// What a text with a number stands for: `tcp/443`, `udp/5000-5010`, `proto/47`, `icmp/8`, `icmpv6/128`.
public enum TrafficForm {
    case traffic(Traffic)
    /// It is such a form, and its number is wrong.
    case wrong(Phrase)
    /// It is none.
    case none

    public static func read(_ text: some StringProtocol) -> TrafficForm {
        guard let slash = text.firstIndex(of: "/") else { return .none }
        let rest = text[text.index(after: slash)...]
        switch text[..<slash] {
        case "tcp": return ports(.tcp, rest)
        case "udp": return ports(.udp, rest)
        case "sctp": return ports(.sctp, rest)
        case "icmp": return byte(rest) { Traffic(.icmp, icmpType: $0) }
        case "icmpv6": return byte(rest) { Traffic(.icmpv6, icmpType: $0) }
        case "proto": return byte(rest) { Traffic(IPProtocol(rawValue: $0)) }
        default: return .none
        }
    }

    private static func ports(_ protocol: IPProtocol, _ text: some StringProtocol) -> TrafficForm {
        switch PortSpan.read(text) {
        case .ports(let ports): .traffic(Traffic(`protocol`, ports))
        case .wrong(let why): .wrong(why)
        case .none: .none
        }
    }

    private static func byte(_ text: some StringProtocol, _ make: (UInt8) -> Traffic) -> TrafficForm {
        guard let number = PolicyReading.number(text) else { return .none }
        return UInt8(exactly: number).map { .traffic(make($0)) } ?? .wrong(.notAByte(number))
    }
}

extension Traffic: CustomStringConvertible {
    /// As a policy writes it: `tcp/443`.
    public var description: String {
        if let icmpType { return (self.protocol == .icmp ? "icmp/" : "icmpv6/") + String(icmpType) }
        guard let ports else { return "proto/" + String(self.protocol.rawValue) }
        let span = ports.count == 1 ? "\(ports.lowerBound)" : "\(ports.lowerBound)-\(ports.upperBound)"
        return self.protocol.name + "/" + span
    }
}
