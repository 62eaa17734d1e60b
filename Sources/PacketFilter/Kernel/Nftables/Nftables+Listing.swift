import CNftables

extension Nftables {
    /// How a table is written (`nft_ctx_output_set_flags`).
    public struct ListOptions: OptionSet, Sendable, Hashable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `NFT_CTX_OUTPUT_STATELESS`: without the values of counters, quotas, timeouts. What can be loaded again.
        public static let stateless = ListOptions(rawValue: UInt32(NFT_CTX_OUTPUT_STATELESS))
        /// `NFT_CTX_OUTPUT_HANDLE`: with the number of each object, as a comment.
        public static let handles = ListOptions(rawValue: UInt32(NFT_CTX_OUTPUT_HANDLE))
        /// `NFT_CTX_OUTPUT_TERSE`: without the elements of sets and maps.
        public static let terse = ListOptions(rawValue: UInt32(NFT_CTX_OUTPUT_TERSE))
        /// `NFT_CTX_OUTPUT_NUMERIC_PRIO`, `NFT_CTX_OUTPUT_NUMERIC_PROTO`: priorities and protocols as numbers.
        public static let numeric = ListOptions(
            rawValue: UInt32(NFT_CTX_OUTPUT_NUMERIC_PRIO) | UInt32(NFT_CTX_OUTPUT_NUMERIC_PROTO))
    }

    /// One table as nft writes it. Text goes back in as it came out; JSON of nft 1.0.6 does not.
    /// - Returns: text with names and comments from outside: hostile until `SafeText`.
    /// - Throws: `PacketFilterError`: `.invalid` for a name that `NftName` refuses, `.missing` where there is no such
    ///   table.
    public func list(
        family: String, table: String, options: ListOptions = [.stateless]
    ) throws(PacketFilterError) -> String {
        let bytes = try list(["list", "table", family, table], output: options.rawValue, object: "\(family) \(table)")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every table of the namespace as nft writes it. Rules of iptables-nft in it cannot be loaded again.
    public func listRuleset(options: ListOptions = [.stateless]) throws(PacketFilterError) -> String {
        String(decoding: try list(["list", "ruleset"], output: options.rawValue, object: nil), as: UTF8.self)
    }

    /// What nft lists, as its JSON (`NFT_CTX_OUTPUT_JSON`, libnftables-json(5)), with the values of counters.
    /// - Parameter command: `list ruleset`, `list counters table bridge x`: words that `NftName` allows, of which the
    ///   first is `list`.
    /// - Throws: `PacketFilterError`: `.invalid` for another command.
    public func listJSON(command: String, options: ListOptions = []) throws(PacketFilterError) -> [UInt8] {
        let words = command.split(separator: " ").map(String.init)
        let output = UInt32(NFT_CTX_OUTPUT_JSON) | options.rawValue
        return try list(words, output: output, object: words.dropFirst().joined(separator: " "))
    }

    private func list(_ words: [String], output: UInt32, object: String?) throws(PacketFilterError) -> [UInt8] {
        guard words.first == "list", words.allSatisfy(NftName.isValid) else {
            throw .refused("a name has characters that a command may not have", "nft list", object ?? "")
        }
        return try run(Array(words.joined(separator: " ").utf8), isDry: false, output: output, object: object)
    }
}
