import Foundation
import Text

/// The file that holds the policy.
struct PolicyFile {
    let path: String

    /// A link is followed: what it points to is the file.
    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// What it says.
    func text() throws(OperationFailure) -> String {
        do throws(ConfigurationError) { return try TOMLDocument.readText(file: path) } catch {
            throw OperationFailure(area: "configuration", message: error.problems.first?.words ?? .nothing)
        }
    }

    /// What is wrong with a text that would stand in it.
    func problems(of text: String) -> [ConfigurationProblem] {
        do throws(ConfigurationError) {
            _ = try PolicyReading.parse(text, file: path)
            return []
        } catch { return error.problems }
    }

    /// Puts `text` in the place of what it says: whole and brought to the disk, or not at all; and only a right one.
    ///
    /// - Throws: `OperationFailure` where it no longer says `previous`: somebody else has written it meanwhile.
    func store(_ text: String, instead previous: String?) throws(OperationFailure) {
        if let problem = problems(of: text).first {
            throw OperationFailure(area: "configuration", message: problem.words, hint: .checkPolicy)
        }
        let now: String?
        if isThere { now = try self.text() } else { now = previous == PolicyFile.beginning ? previous : nil }
        guard now == previous else {
            throw OperationFailure(area: "state", message: .policyChangedMeanwhile(SafeText(path)), hint: .editAnew)
        }
        do { try ReplacedFile.write(Array(text.utf8), to: path, likeOld: true) } catch {
            throw OperationFailure(
                area: "file", message: .policyNotWritten(SafeText(path), SafeText(TOMLDocument.reason(of: error))),
                hint: .rightToWrite)
        }
    }
}

extension PolicyFile {
    /// What stands in the editor where there is no file yet.
    static let beginning = """
        # Who may talk to whom. unixcorn-firewall.toml(5) explains every key; nothing rules before it was tried.

        # Addresses that may always reach this machine's SSH, whatever else goes wrong below.
        admins = []

        # A guest whose metadata name no kind is closed: nobody reaches it, and it reaches nobody.
        default_kind = "closed"

        [host]
        accept = ["ssh"]

        [kinds.web]
        title = "Web servers"
        accept = ["http", "https"]
        out = ["dns", "ntp", "http", "https"]

        """
}

extension Phrase {
    fileprivate static func policyChangedMeanwhile(_ file: SafeText) -> Phrase {
        Phrase(
            "\(file) was changed by somebody else meanwhile, and stays as it is now",
            "\(file) a été changé entre-temps par quelqu’un d’autre, et reste tel qu’il est")
    }
    fileprivate static let editAnew = Phrase("read it again, then edit it anew", "relisez-le, puis éditez-le à nouveau")
    fileprivate static func policyNotWritten(_ file: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(file) could not be written: \(why)", "\(file) n’a pas pu être écrit : \(why)")
    }
    fileprivate static let rightToWrite = Phrase(
        "its folder must be there, writable, with room left",
        "son dossier doit exister, être modifiable et avoir de la place")
}
