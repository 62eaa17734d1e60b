import Foundation
import PacketFilter

/// The parts of nft's JSON that tell names, counters and where a gate leads (libnftables-json(5)). For whole rules there is
/// `RulesetReading`; this is for questions that are asked every few seconds.
struct NftListing: Decodable {
    var entries: [Entry] = []

    struct Entry: Decodable {
        var table: Named?
        var chain: Named?
        var set: Named?
        var map: Named?
        var counter: Named?
        var rule: RuleEntry?
    }
    /// A table, or something of one.
    struct Named: Decodable {
        var name: String
        var table: String?
        var elem: [Element]?
        /// Of a counter.
        var packets: UInt64?
        var bytes: UInt64?

        var isOurs: Bool { table == FilterNames.table }
    }
    struct RuleEntry: Decodable {
        var table: String
        var chain: String
        var expr: [Expression]

        /// Where the rule goes, if that is all that it does.
        var target: String? { expr.count == 1 ? expr[0].goto?.target : nil }
    }
    struct Expression: Decodable {
        var goto: Target?
        private enum CodingKeys: CodingKey { case goto }

        /// Statements that are no object, and those that go nowhere, are all the same here.
        init(from decoder: any Decoder) throws {
            goto = try? decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Target.self, forKey: .goto)
        }
    }
    struct Target: Decodable { var target: String }

    /// An element of a set, `{"elem": {"val": "vnet1", "counter": {...}}}`, or of a gate,
    /// `[{"elem": {"val": ..., "expires": 4}}, {"goto": {"target": ...}}]`. Others have nothing that is asked for here.
    struct Element: Decodable {
        var value: String?
        var counter: Figures?
        var expires: Int?
        var target: String?

        struct Figures: Decodable {
            var packets: UInt64
            var bytes: UInt64
        }
        private struct Outer: Decodable {
            struct Inner: Decodable {
                var val: String?
                var counter: Figures?
                var expires: Int?
            }
            var elem: Inner?
        }

        init(from decoder: any Decoder) throws {
            var inner: Outer.Inner?
            if var parts = try? decoder.unkeyedContainer() {
                inner = try? parts.decode(Outer.self).elem
                target = try? parts.decode(Expression.self).goto?.target
            } else {
                inner = try? Outer(from: decoder).elem
            }
            (value, counter, expires) = (inner?.val, inner?.counter, inner?.expires)
        }
    }

    private enum CodingKeys: String, CodingKey { case entries = "nftables" }

    /// - Throws: `PacketFilterError` for bytes that are no listing: nothing must be taken for absent because of them.
    init(_ bytes: [UInt8]) throws(PacketFilterError) {
        do { self = try JSONDecoder().decode(NftListing.self, from: Data(bytes)) } catch {
            throw PacketFilterError(code: .invalid, message: "\(error)", call: "nft -j list", object: "the listing")
        }
    }

    /// Where the first element of the only map leads, and for how many more seconds.
    var gateElement: (target: String, seconds: Int)? {
        for entry in entries {
            for element in entry.map?.elem ?? [] {
                if let target = element.target { return (target, element.expires ?? 0) }
            }
        }
        return nil
    }
}
