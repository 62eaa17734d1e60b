import CNetlink

/// Reads `NFT_MSG_TRACE`.
struct TraceDecoder: EventDecoder {
    let names: InterfaceNames

    func event(_ message: NetlinkMessage) -> TraceEvent? {
        guard message.netfilter.subsystem == NFNL_SUBSYS_NFTABLES,
            message.netfilter.message == NFT_MSG_TRACE.rawValue, let family = Family(number: message.family)
        else { return nil }
        let facts = message.netfilterAttributes
        guard let id = facts.number(NFTA_TRACE_ID, UInt32.self), let table = facts.text(NFTA_TRACE_TABLE),
            let chain = facts.text(NFTA_TRACE_CHAIN), let kind = kind(facts)
        else { return nil }
        let (code, target) = decision(facts, kind)
        return .step(
            TraceStep(
                id: id, family: family, table: table, chain: chain, kind: kind,
                verdict: Self.verdict(code, target), verdictCode: code,
                mark: facts.number(NFTA_TRACE_MARK, UInt32.self) ?? 0,
                input: names.reference(facts.number(NFTA_TRACE_IIF, UInt32.self)),
                output: names.reference(facts.number(NFTA_TRACE_OIF, UInt32.self)),
                linkHeader: Array(facts[NFTA_TRACE_LL_HEADER] ?? []),
                networkHeader: Array(facts[NFTA_TRACE_NETWORK_HEADER] ?? []),
                transportHeader: Array(facts[NFTA_TRACE_TRANSPORT_HEADER] ?? [])))
    }

    func overrun() -> TraceEvent { .overrun }

    private func kind(_ facts: NetlinkAttributes) -> TraceStep.Kind? {
        switch facts.number(NFTA_TRACE_TYPE, UInt32.self) {
        case NFT_TRACETYPE_RULE.rawValue: facts.number(NFTA_TRACE_RULE_HANDLE, UInt64.self).map { .rule($0) }
        case NFT_TRACETYPE_RETURN.rawValue: .end
        case NFT_TRACETYPE_POLICY.rawValue: .policy
        default: nil
        }
    }

    /// The verdict's number, and the chain that it names.
    private func decision(_ facts: NetlinkAttributes, _ kind: TraceStep.Kind) -> (code: Int32, target: String) {
        if kind == .policy { return (facts.number(NFTA_TRACE_POLICY, Int32.self) ?? 0, "") }
        let verdict = facts.nested(NFTA_TRACE_VERDICT)
        // A chain's end goes on behind the jump.
        let code = verdict?.number(NFTA_VERDICT_CODE, Int32.self) ?? (kind == .end ? NFT_RETURN.rawValue : 0)
        return (code, verdict?.text(NFTA_VERDICT_CHAIN) ?? "")
    }

    private static func verdict(_ code: Int32, _ target: String) -> Verdict? {
        switch code {
        case NFT_CONTINUE.rawValue: .proceed
        case NFT_JUMP.rawValue: .jump(target)
        case NFT_GOTO.rawValue: .go(target)
        case NFT_RETURN.rawValue: .leave
        case 0: .drop
        case 1: .accept
        // NF_QUEUE, with the queue's number above NF_VERDICT_MASK.
        case let code where code > 0 && code & 0xFF == 3: .queue
        default: nil
        }
    }
}
