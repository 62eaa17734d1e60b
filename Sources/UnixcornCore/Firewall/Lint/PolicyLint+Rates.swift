import PacketFilter
import Text

extension PolicyLint {
    /// Rates that stop everything, or nothing.
    func rates() -> [PolicyRemark] {
        var remarks = lists.flatMap(\.rules).compactMap { rule -> PolicyRemark? in
            guard let rate = rule.rate else { return nil }
            if let why = PolicyLint.fault(rate) { return PolicyRemark(.rate, line: rule.line, why) }
            if rule.action == .accept { return nil }
            return PolicyRemark(.rate, line: rule.line, .rateOfDrop(SafeText(rule.service)))
        }
        if policy.logsDrops, let why = PolicyLint.fault(policy.logRate) {
            remarks.append(PolicyRemark(.rate, line: nil, why))
        }
        return remarks
    }

    private static func fault(_ rate: Rate) -> Phrase? {
        if rate.packets < 1 { return .rateOfNothing }
        if rate.burst < 1 { return .burstOfNothing }
        // So many at once that the rate itself holds nobody back for a long time.
        return rate.burst > 50 * rate.packets
            ? .burstTooLarge(rate.burst, SafeText("\(rate.packets)/\(rate.per.rawValue)")) : nil
    }
}
