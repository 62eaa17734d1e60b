import Glibc
import Text

/// The system's log (`syslog(3)`), where the journal's head is kept out of the reach of whoever cuts the database.
public enum SystemLog {
    /// `journal head 42 DIGEST`, as `unixcorn`, facility `authpriv`. Without `/dev/log` it goes nowhere.
    public static func announce(_ head: JournalHead) {
        _ = opened
        unsafe head.line.withCString { line in
            unsafe withVaList([line]) { unsafe vsyslog(LOG_AUTHPRIV | LOG_NOTICE, "%s", $0) }
        }
    }

    /// `openlog` keeps the pointer for ever: so does this. The process number is in each line.
    private static let opened: Bool = {
        unsafe openlog(strdup("unixcorn"), LOG_PID, LOG_AUTHPRIV)
        return true
    }()
}
