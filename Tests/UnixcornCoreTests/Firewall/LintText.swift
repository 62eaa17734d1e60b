import Foundation

@testable import UnixcornCore

/// Remarks about policies as tests write them.
enum LintText {
    /// `12 shadowed`, in the order that they are told; 0 where a remark is about no line.
    static func remarks(_ text: String, _ guests: [FirewallGuest] = [], file: String = "/nowhere/f.toml") throws
        -> [String]
    {
        let policy = try PolicyReading.parse(text, file: file)
        return PolicyLint(policy, guests).remarks.map { "\($0.line ?? 0) \($0.code.rawValue)" }
    }

    /// The same, with admins in front, so that their absence is not told. The text begins at line 2.
    static func of(_ text: String, _ guests: [FirewallGuest] = []) throws -> [String] {
        try remarks("admins = [\"203.0.113.7\", \"2001:db8:5::/64\"]\n" + text, guests)
    }

    static func guest(_ name: String, _ kind: String?, _ addresses: [String] = ["192.0.2.40", "2001:db8::40"])
        -> FirewallGuest
    {
        FirewallGuest(
            name: name, kind: kind,
            interfaces: [.init(tap: "vnet0", mac: "52:54:00:00:00:01", addresses: addresses)])
    }
}
