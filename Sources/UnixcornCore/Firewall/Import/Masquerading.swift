import PacketFilter

/// Guests' networks that leave through the host's address.
enum Masquerading {
    /// The interface that a rule names as the one by which packets leave.
    static func output(_ rule: Rule, _ placed: PlacedRule) -> [String] {
        rule.statements.flatMap { statement -> [String] in
            guard case .match(let match) = statement, !match.isNegated,
                match.key == [.outputInterface] || match.key == [.outputIndex]
            else { return [] }
            return placed.elements(match.operand).compactMap { $0.key.first }.filter { $0.count == 1 }.map {
                InterfaceName.text($0.lowerBound)
            }
        }.filter { InterfaceName.isValid($0) }
    }

    static func all(_ ruleset: Ruleset, _ network: ImportNetwork) -> (found: [Masquerade], leftOut: [ImportRemark]) {
        var found: [Masquerade] = []
        var leftOut: [ImportRemark] = []
        for path in TranslationPath.all(ruleset, .postrouting) {
            switch path.translation {
            case .masquerade: break
            case .fixed(.source, _, _): leftOut.append(ImportRemark(path.rule.words, .sourceIsInterface))
            default:
                leftOut.append(ImportRemark(path.rule.words, .translationUnknown))
                continue
            }
            let isIPv6 = path.rule.table.family == .ip6
            let from =
                path.blocks(isIPv6 ? [.ip6Source] : [.ipSource]) ?? path.blocks([.ip6Source]) ?? [.everybody(isIPv6)]
            let interfaces =
                path.ranges([.outputInterface, .outputIndex])?.map { InterfaceName.text($0.lowerBound) } ?? [
                    network.outside
                ]
            for block in from {
                if isOfDocker(block, network) {
                    leftOut.append(ImportRemark(path.rule.words, .dockers))
                    continue
                }
                for out in interfaces
                where InterfaceName.isValid(out) && !found.contains(where: { $0.from == block && $0.out == out }) {
                    found.append(Masquerade(line: 0, from: block, out: out))
                }
            }
        }
        return (found, leftOut)
    }

    private static func isOfDocker(_ block: AddressBlock, _ network: ImportNetwork) -> Bool {
        network.networks.contains { ImportNetwork.isOfDocker($0.key) && $0.value.contains { $0.holds(block) } }
    }
}

extension AddressBlock {
    fileprivate func holds(_ other: AddressBlock) -> Bool {
        isIPv6 == other.isIPv6 && first <= other.first && other.last <= last
    }
}
