import Foundation

/// A small file of the state folder that holds one value as JSON. Lost, or of another version, it is as if it had never
/// been: what is in it can be found out again.
struct StateFile<Value: Codable> {
    let path: String

    init(_ name: String, in stateFolder: String) { path = stateFolder + "/" + name }

    /// What is kept; nil where there is nothing that this version understands.
    var kept: Value? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Value.self, from: $0) }
    }

    /// Puts `value` in the place of what is kept: whole, or not at all.
    func write(_ value: Value) throws {
        try JSONEncoder().encode(value).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// When it changed last; nil where it is not there.
    var stamp: Date? { StateFolder.stamp(path) }
}

/// A file of the state folder that grows by a line of JSON for each thing that happened.
struct StateLines<Line: Codable>: Sendable {
    private let path: String

    init(_ name: String, in stateFolder: String) { path = stateFolder + "/" + name }

    /// The newest, oldest first. Lines that are none are left out.
    func newest(_ limit: Int) -> [Line] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).suffix(limit).compactMap {
            try? JSONDecoder().decode(Line.self, from: Data($0))
        }
    }

    /// Adds a line. A state folder that takes none has been complained about where it matters.
    func add(_ line: Line) {
        guard let text = try? JSONEncoder().encode(line) else { return }
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = [UInt8](text) + [UInt8(ascii: "\n")]
        _ = unsafe write(descriptor, bytes, bytes.count)
    }

    /// When it changed last; nil where it is not there.
    var stamp: Date? { StateFolder.stamp(path) }
}

extension StateFolder {
    /// When a file changed last; nil where it is not there.
    static func stamp(_ path: String) -> Date? {
        try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
}
