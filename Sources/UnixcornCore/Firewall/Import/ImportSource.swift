import Foundation
import PacketFilter
import Text
import XML

/// What a machine has that a policy could be made of: rules of nftables and iptables, libvirt's filters, its guests.
public struct ImportSource: Sendable {
    var ruleset = Ruleset()
    var filters: [String: NetworkFilter] = [:]
    var bindings: [FilterBinding] = []
    /// What could not be read.
    var leftOut: [ImportRemark] = []
    public var guests: [FirewallGuest]
    /// The interface to the outside; nil: not known.
    public var outside: String?

    public init(guests: [FirewallGuest] = [], outside: String? = nil) {
        self.guests = guests
        self.outside = outside
    }

    /// What `nft -j list ruleset` prints. Tables of ours are not taken.
    public mutating func add(nftables json: [UInt8], from name: String) throws(OperationFailure) {
        do {
            var read = try RulesetReading.ruleset(json: json)
            read.tables.removeAll { $0.name == FilterNames.table }
            for table in read.tables where table.isForIPTables {
                leftOut.append(ImportRemark("\(table.family.rawValue) \(table.name)", .readFromIPTables))
            }
            // iptables-save says more of its own tables than nftables does.
            ruleset = read.joined(with: ruleset)
        } catch {
            throw .cannotImport(SafeText(name), SafeText(error.message))
        }
    }

    /// What iptables-save or ip6tables-save prints.
    public mutating func add(iptables text: String, from name: String, isIPv6: Bool) {
        let (read, problems) = IPTablesReading.ruleset(save: text, isIPv6: isIPv6)
        ruleset = ruleset.joined(with: read)
        let known = Set(read.tables.map { "\($0.family.rawValue) \($0.name)" })
        leftOut.removeAll { known.contains($0.place.string) && $0.why == .readFromIPTables }
        leftOut += problems.map { ImportRemark("\(name):\($0.line): \($0.text)", .notUnderstood) }
    }

    /// A filter of libvirt, or what binds filters to a guest: `<filter>`, `<filterbinding>`, `<domain>`.
    public mutating func add(filter xml: [UInt8], from name: String) throws(OperationFailure) {
        do {
            let reading = FilterXMLReading(try Document(parsing: xml).root, file: name)
            if let filter = reading.filter { filters[filter.name] = filter }
            bindings += reading.bindings
            leftOut += reading.leftOut
            if reading.filter == nil, reading.bindings.isEmpty { leftOut.append(ImportRemark(name, .noFilter)) }
        } catch {
            throw .cannotImport(SafeText(name), SafeText(error.description))
        }
    }

    /// The rules of this machine's nftables, and the interface that its default route leaves by.
    public static func running(guests: [FirewallGuest] = []) async throws(OperationFailure) -> ImportSource {
        var source = ImportSource(guests: guests, outside: defaultInterface())
        do throws(PacketFilterError) {
            let nftables = try await Nftables(on: NetworkThread(.host))
            let json = try await nftables.listJSON(command: "list ruleset")
            try source.addRunning(json)
        } catch { throw OperationFailure(error) }
        return source
    }

    private mutating func addRunning(_ json: [UInt8]) throws(PacketFilterError) {
        do { try add(nftables: json, from: "nft list ruleset") } catch {
            leftOut.append(ImportRemark("nft list ruleset", error.message))
        }
    }

    /// The interface of the default route (`/proc/net/route`, proc(5)); nil where there is none.
    static func defaultInterface() -> String? {
        guard let bytes = ProcFile.bytes("/proc/net/route") else { return nil }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst() {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.count > 7, words[1] == "00000000", words[7] == "00000000", InterfaceName.isValid(words[0]) {
                return String(words[0])
            }
        }
        return nil
    }
}
