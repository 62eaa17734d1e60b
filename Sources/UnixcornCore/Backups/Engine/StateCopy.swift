import Foundation
import GRDB

/// A copy of the state database that is whole, however busy the database is.
enum StateCopy {
    static func bytes(of database: String, beside folder: String) throws -> [UInt8] {
        let copy = folder + "/state-copy.db"
        // One that a run that was cut left behind.
        try? FileManager.default.removeItem(atPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        try queue.backup(to: try DatabaseQueue(path: copy))
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: copy)))
    }
}
