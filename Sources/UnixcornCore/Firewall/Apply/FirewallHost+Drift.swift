import Foundation
import PacketFilter

/// A change of our tables that was not ours.
public struct FirewallDrift: Sendable, Hashable, Codable {
    /// When it was noticed.
    public var at: Moment
    /// The process that did it, as the kernel named it; nil where nobody watched then. From outside: hostile.
    public var process: String?
    public var processID: Int32?
    /// Lines of nft's listing that are there and should not be; and the other way round. From outside: hostile.
    public var added: [String]
    public var removed: [String]
    /// Tables of ours that are gone.
    public var missing: [String]

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && missing.isEmpty }
}

extension FirewallFolder {
    /// Our tables as nft lists them when all is as it should be.
    fileprivate var canonicalFile: StateFile<[String: String]> { StateFile("canonical.json", in: path) }
    var canonical: [String: String]? { canonicalFile.kept }
    func keep(canonical: [String: String]) { try? canonicalFile.write(canonical) }
}

extension FirewallHost {
    /// Our tables without what changes by itself: counters, elements.
    private func listing() async throws(OperationFailure) -> [String: String] {
        var found: [String: String] = [:]
        do throws(PacketFilterError) {
            let loaded = try await LoadedFirewall.read(nftables)
            for family in loaded.tables.keys {
                let text = try await nftables.list(
                    family: family.rawValue, table: FilterNames.table, options: [.stateless, .terse])
                found[family.rawValue] = text
            }
        } catch { throw OperationFailure(error) }
        return found
    }

    /// Remembers our tables as they are now: how they should be. After each change of ours.
    func remember() async throws(OperationFailure) { folder.keep(canonical: try await listing()) }

    /// Takes a foreign change as it is.
    public func adopt() async throws(OperationFailure) { try await remember() }

    /// What is not as we left it; nil where all is.
    public func drift() async throws(OperationFailure) -> FirewallDrift? {
        guard let expected = folder.canonical else { return nil }
        let found = try await listing()
        var drift = FirewallDrift(at: .now, added: [], removed: [], missing: [])
        for (family, text) in expected.sorted(by: { $0.key < $1.key }) {
            guard let there = found[family] else {
                drift.missing.append("\(family) \(FilterNames.table)")
                continue
            }
            let (old, new) = (FirewallHost.lines(text), FirewallHost.lines(there))
            for change in new.difference(from: old) {
                switch change {
                case .insert(_, let line, _) where isOfTrial(line, text): continue
                case .insert(_, let line, _): drift.added.append(line)
                case .remove(_, let line, _): drift.removed.append(line)
                }
            }
        }
        return drift.isEmpty ? nil : drift
    }

    /// Whether a line is there by a trial of ours whose process was killed before it could write down what it did.
    private func isOfTrial(_ line: String, _ canonical: String) -> Bool {
        guard let version = folder.trial?.kept.version, !canonical.contains(version) else { return false }
        return line.contains(version) || ["counter ", "set set_"].contains { line.hasPrefix($0) }
    }

    /// Lines of a listing, each rule with its chain before it.
    private static func lines(_ text: String) -> [String] {
        var place = ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.hasSuffix("{"), !words.hasPrefix("table") { place = String(words.dropLast(2)) }
            return words == "}" || words.isEmpty ? nil : words.hasSuffix("{") ? words : place + ": " + words
        }
    }
}
