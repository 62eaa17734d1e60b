import Foundation

/// What Debian's profile for QEMU does not know of: sockets and scratch files of ours.
public enum AppArmor {
    /// The profile of Debian, and where the machine's own rules are added to it.
    public static let profile = "/etc/apparmor.d/abstractions/libvirt-qemu"
    /// The file of the machine's own rules.
    public static let ours = "/etc/apparmor.d/local/abstractions/libvirt-qemu"

    /// The rule that QEMU lacks to be backed up by whoever has this state folder; nil: it lacks none, or nothing is
    /// confined here.
    public static func missingRule(
        stateFolder: String, enabled: String = "/sys/module/apparmor/parameters/enabled",
        rules: [String] = [profile, ours]
    ) -> String? {
        guard FileManager.default.contents(atPath: enabled)?.first == UInt8(ascii: "Y") else { return nil }
        let texts = rules.compactMap { FileManager.default.contents(atPath: $0) }
        // No profile: QEMU is not confined by one.
        guard !texts.isEmpty else { return nil }
        let rule = BackupLeftovers.topFolder(stateFolder) + "/** rwk,"
        let lines = texts.flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n") }
        return lines.contains { $0.trimmingCharacters(in: .whitespaces) == rule } ? nil : rule
    }

    /// What to do about it.
    public static func hint(_ rule: String) -> Phrase {
        let line = SafeText(rule)
        return Phrase(
            "add the line '\(line)' to \(ours), then restart the guests",
            "ajoutez la ligne « \(line) » à \(ours), puis redémarrez les machines")
    }
}
