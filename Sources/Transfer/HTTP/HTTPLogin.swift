/// How one proves to a server who one is. No description shows the secret.
public enum HTTPLogin: Sendable, Equatable {
    case none
    /// RFC 7617.
    case basic(user: String, Password)
    /// `Authorization: Bearer ...` (RFC 6750).
    case bearer(Password)
    /// `PRIVATE-TOKEN: ...`, or what else a server calls its field.
    case field(name: String, Password)
    /// `Authorization: token ...`, as Gitea and Forgejo take it.
    case token(Password)

    /// The field that carries it; nil where libcurl makes it.
    var line: String? {
        switch self {
        case .none, .basic: nil
        case .bearer(let secret): "Authorization: Bearer " + secret.text
        case .token(let secret): "Authorization: token " + secret.text
        case .field(let name, let secret): name + ": " + secret.text
        }
    }

    /// Whether it can be written into one field, and into nothing else.
    var isWritable: Bool {
        let (user, secret): (String, Password?) =
            switch self {
            case .none: ("", nil)
            case .basic(let user, let secret): (user, secret)
            case .bearer(let secret), .token(let secret), .field(_, let secret): ("", secret)
            }
        let isClean = (user + (secret?.text ?? "")).utf8.allSatisfy { $0 >= 32 && $0 != 127 }
        return isClean && !user.contains(":")
    }
}
