import Foundation
import Text

/// Where plans are written.
public enum PlanFile {
    /// A new name in the state folder. The folder is made where it is missing.
    public static func path(_ service: String, _ folder: String, at now: Moment = .now) -> String {
        let plans = folder + "/plans"
        // Where it cannot be made the file cannot be written either, and that is said.
        try? FileManager.default.createDirectory(
            atPath: plans, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return "\(plans)/\(service)-\(now.formatted("%Y%m%d-%H%M%S")).json"
    }

    /// For its owner alone: it names people.
    public static func write(_ text: String, to file: String) throws(OperationFailure) {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8), attributes: attributes) else {
            throw OperationFailure(
                area: "usage",
                message: Phrase(
                    "\(SafeText(file)): the plan cannot be written there",
                    "\(SafeText(file)) : le plan ne peut y être écrit"))
        }
    }
}
