import CNetlink

extension Verdict {
    /// The kernel's number (`NF_DROP`, `NF_ACCEPT`, `NF_QUEUE`; `enum nft_verdicts`).
    var code: Int32 {
        switch self {
        case .drop: 0
        case .accept: 1
        case .queue: 3
        case .proceed: NFT_CONTINUE.rawValue
        case .jump: NFT_JUMP.rawValue
        case .go: NFT_GOTO.rawValue
        case .leave: NFT_RETURN.rawValue
        }
    }

    /// The chain that it leads to.
    var chain: String? {
        switch self {
        case .jump(let chain), .go(let chain): chain
        default: nil
        }
    }
}
