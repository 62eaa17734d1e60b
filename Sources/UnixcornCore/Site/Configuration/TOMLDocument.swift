import Foundation
import TOMLKit

/// Reads TOML into plain values. The only file that knows the TOML library.
public enum TOMLDocument {
    /// The tree of `text`; `file` is for the error, which names the line.
    ///
    /// Throws `ConfigurationError` with one problem where the text is not TOML.
    public static func parse(_ text: String, file: String) throws(ConfigurationError) -> [String: TOMLNode] {
        do {
            return tree(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            let said = Phrase(verbatim: SafeText(error.description))
            throw ConfigurationError(problems: [
                ConfigurationProblem(file: file, line: error.source.begin.line, key: nil, message: .notTOML(said))
            ])
        } catch {
            let said = Phrase(verbatim: SafeText("\(error)"))
            throw ConfigurationError(problems: [
                ConfigurationProblem(file: file, line: nil, key: nil, message: .notTOML(said))
            ])
        }
    }

    /// The tree of a file, at most one mebibyte.
    public static func read(file: String) throws(ConfigurationError) -> (text: String, tree: [String: TOMLNode]) {
        let text = try readText(file: file)
        return (text, try parse(text, file: file))
    }

    public static func readText(file: String) throws(ConfigurationError) -> String {
        do {
            let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
            guard size <= 1 << 20 else { throw ConfigurationError(file: file, message: .fileTooLarge) }
            return try String(contentsOfFile: file, encoding: .utf8)
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError(file: file, message: .cannotRead(SafeText(reason(of: error))))
        }
    }

    /// The words of the system's own error, without Foundation's frame around it.
    static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        let deepest = (underlying ?? error) as NSError
        return deepest.domain == NSPOSIXErrorDomain
            ? unsafe String(cString: strerror(Int32(deepest.code))) : "\(error.localizedDescription)"
    }

    private static func tree(_ table: TOMLTable) -> [String: TOMLNode] {
        var out: [String: TOMLNode] = [:]
        for key in table.keys {
            if let value = table[key] { out[key] = node(value) }
        }
        return out
    }

    private static func node(_ value: any TOMLValueConvertible) -> TOMLNode {
        if let text = value.string { return .string(text) }
        if let truth = value.bool { return .bool(truth) }
        if let number = value.int { return .int(number) }
        if let number = value.double { return .double(number) }
        if let members = value.array { return .array(members.map(node)) }
        if let inner = value.table { return .table(tree(inner)) }
        return .date(value.debugDescription)
    }
}
