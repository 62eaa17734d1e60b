import GRDB
import GRDBSQLite

/// Keeps `-wal` and `-shm` when the last writer leaves (`SQLITE_FCNTL_PERSIST_WAL`): a reader of another user cannot
/// create them.
enum PersistentWAL {
    static func set(_ database: Database) throws {
        guard let connection = unsafe database.sqliteConnection else { return }
        var flag: CInt = 1
        let code = unsafe sqlite3_file_control(connection, nil, SQLITE_FCNTL_PERSIST_WAL, &flag)
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}
