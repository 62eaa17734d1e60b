public import Text

/// The services whose accounts leave signs of life in an access log.
public enum ServiceKind: String, Sendable, Codable, CaseIterable {
    case nextcloud, owncloud, gitlab, gitea

    /// How an account shows itself there.
    public var evidence: EvidenceRules {
        switch self {
        case .nextcloud, .owncloud: .cloud
        case .gitlab, .gitea: .forge
        }
    }
}

/// One way in which a request shows that an account lives.
public struct EvidenceRule: Sendable {
    /// The path, piece by piece: `*` is any one piece, `**` any number of them, `{account}` the piece that names the account.
    /// Without `{account}` the account is the authenticated user (`%u`).
    public let path: String
    /// What is said of such a sign.
    public let note: Phrase
    let pieces: [Piece]

    enum Piece: Sendable, Hashable {
        case word([UInt8])
        case any
        case rest
        case account
    }

    public init(_ path: String, _ note: Phrase) {
        self.path = path
        self.note = note
        pieces = path.split(separator: "/").map { piece in
            switch piece {
            case "*": .any
            case "**": .rest
            case "{account}": .account
            default: .word(Array(piece.utf8))
            }
        }
    }

    var namesAccount: Bool { pieces.contains(.account) }
}

/// The table of rules for one kind of service: data, to be added to.
public struct EvidenceRules: Sendable {
    /// The first that fits a path gives the note for the authenticated user, the first that fits with `{account}` the one
    /// for the account in the path: both are signs, of two accounts where they differ.
    public var rules: [EvidenceRule]
    /// Paths that show nothing, whoever is named: there the name is a share's token.
    public var ignored: [EvidenceRule]
    /// Names that are no account's: what tokens put in the place of a name.
    public var nobody: Set<String>

    public init(rules: [EvidenceRule], ignored: [EvidenceRule] = [], nobody: Set<String> = []) {
        self.rules = rules
        self.ignored = ignored
        self.nobody = nobody
    }

    /// Nextcloud and ownCloud, at the root of a site or below: its own WebDAV paths carry the account's name
    /// (`/remote.php/dav/files/USER/...`, also `uploads`, `calendars`, `addressbooks`, `trashbin`, `versions`).
    public static let cloud = EvidenceRules(
        rules: [
            EvidenceRule("/**/remote.php/dav/files/{account}/**", .signOfWebDAV),
            EvidenceRule("/**/remote.php/dav/uploads/{account}/**", .signOfWebDAV),
            EvidenceRule("/**/remote.php/dav/trashbin/{account}/**", .signOfWebDAV),
            EvidenceRule("/**/remote.php/dav/versions/{account}/**", .signOfWebDAV),
            EvidenceRule("/**/remote.php/dav/calendars/{account}/**", .signOfCalDAV),
            EvidenceRule("/**/remote.php/dav/addressbooks/users/{account}/**", .signOfCalDAV),
            EvidenceRule("/**/remote.php/webdav/**", .signOfWebDAV),
            EvidenceRule("/**/remote.php/dav/**", .signOfWebDAV),
            EvidenceRule("/**", .signOfLogin),
        ],
        // Shares: the user field has the share's token.
        ignored: [
            EvidenceRule("/**/public.php/**", .nothing), EvidenceRule("/**/remote.php/dav/public-files/**", .nothing),
            EvidenceRule("/**/remote.php/dav/public-calendars/**", .nothing),
        ])

    /// GitLab, Gitea and Forgejo: git over HTTP, git-lfs among it, by whoever logged in; not the owner of the repository.
    public static let forge = EvidenceRules(
        rules: [
            EvidenceRule("/**/git-upload-pack", .signOfGit),
            EvidenceRule("/**/git-receive-pack", .signOfGit),
            EvidenceRule("/**/info/refs", .signOfGit),
            EvidenceRule("/**/info/lfs/**", .signOfGit),
            EvidenceRule("/**", .signOfLogin),
        ],
        nobody: ["oauth2", "gitlab-ci-token", "x-access-token", "x-oauth-basic", "private-token", "git"])
}
