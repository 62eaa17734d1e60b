public import Text

extension PacketFilterError: CustomStringConvertible {
    /// One line: the object, the first line of the message, the call. Outside text in it is cleaned.
    public var description: String {
        let subject = object.isEmpty ? "" : "\(SafeText(object)): "
        return "\(subject)\(SafeText(summary)) (\(call), code \(code.rawValue))"
    }

    /// What is wrong, without nft's quotation of the rule: `line 4: syntax error, unexpected newline`. From outside:
    /// hostile until `SafeText`.
    public var summary: String {
        let first = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard let mark = first.firstRange(of: "Error: ") else { return first }
        let words = String(first[mark.upperBound...])
        return line.map { "line \($0): \(words)" } ?? words
    }

    /// What to do next; nil where nothing better than the message is known.
    public var hint: Phrase? {
        switch code {
        case .denied where call == Self.hostCall: .hintHostNetwork
        case .notPermitted, .denied:
            Self.namespaceCalls.contains(call) ? .hintCapability("CAP_SYS_ADMIN") : .hintCapability("CAP_NET_ADMIN")
        case .missing where call == Self.tapCall: .hintNoTap
        case .missing where call == Self.sysctlCall: .hintNoSysctl
        case .missing: .hintNothingThere
        case .exists: .hintExists
        case .busy where call == Self.logCall: .hintLogGroupTaken
        case .busy where call == Self.tapCall: .hintTapTaken
        case .tooLong: .hintBatchTooLong
        case .unsupported: .hintKernelLacks
        case .overrun: .hintOverrun
        case .timedOut: .hintKernelSilent
        default: nil
        }
    }

    static let namespaceCalls: Set = ["unshare", "setns"]
    static let hostCall = "Links"
    static let tapCall = "TUNSETIFF"
    static let logCall = "NFULNL_MSG_CONFIG"
    static let sysctlCall = "sysctl"
}
