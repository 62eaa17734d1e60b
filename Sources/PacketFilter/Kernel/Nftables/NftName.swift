/// Names that go into nft's commands.
public enum NftName {
    /// Whether it may be the name of a table, chain, set or counter in a command of ours: letters, digits, `.`, `_` and
    /// `-`, at most 255 bytes (`NFT_NAME_MAXLEN`). The kernel allows more; what it allows could end the command.
    public static func isValid(_ name: some StringProtocol) -> Bool {
        (1...255).contains(name.utf8.count) && name.utf8.allSatisfy(isAllowed)
    }

    /// A byte that means nothing to nft's parser wherever it stands in a word.
    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
