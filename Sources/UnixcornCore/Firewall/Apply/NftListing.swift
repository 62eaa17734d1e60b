import Foundation
import PacketFilter

/// The parts of nft's JSON that tell counters (libnftables-json(5)). For whole rules there is `RulesetReading`; this is for
/// questions that are asked every few seconds.
struct NftListing: Decodable {
    var entries: [Entry] = []

    struct Entry: Decodable {
        var set: Named?
        var counter: Named?
    }
    /// Something of a table.
    struct Named: Decodable {
        var name: String
        var elem: [Element]?
        /// Of a counter.
        var packets: UInt64?
        var bytes: UInt64?
    }

    /// An element of a set, `{"elem": {"val": "vnet1", "counter": {...}}}`. Others have nothing that is asked for here.
    struct Element: Decodable {
        var value: String?
        var counter: Figures?

        struct Figures: Decodable {
            var packets: UInt64
            var bytes: UInt64
        }
        private struct Outer: Decodable {
            struct Inner: Decodable {
                var val: String?
                var counter: Figures?
            }
            var elem: Inner?
        }

        init(from decoder: any Decoder) throws {
            let inner = try? Outer(from: decoder).elem
            (value, counter) = (inner?.val, inner?.counter)
        }
    }

    private enum CodingKeys: String, CodingKey { case entries = "nftables" }

    /// - Throws: `PacketFilterError` for bytes that are no listing: nothing must be taken for absent because of them.
    init(_ bytes: [UInt8]) throws(PacketFilterError) {
        do { self = try JSONDecoder().decode(NftListing.self, from: Data(bytes)) } catch {
            throw PacketFilterError(code: .invalid, message: "\(error)", call: "nft -j list", object: "the listing")
        }
    }
}
