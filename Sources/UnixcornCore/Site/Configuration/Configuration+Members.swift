import Foundation
import Text

extension Configuration {
    /// `[members]`.
    public struct MembersDeclaration: Sendable, Equatable {
        /// Accounts that one run deletes or disables at most, and percent of a service's accounts; the lower one counts.
        public var cap = 5
        public var capPercent = 10
        /// Percent by which a list of accounts may shrink between two readings before nothing is believed any more.
        public var dropPercent = 10
        /// Seconds that a server's clock may be off.
        public var clockSkew = 300
        /// Takes a mail on its input.
        public var sendmail = "/usr/sbin/sendmail"
        /// Who is told of exemptions that end; empty: nobody.
        public var mail = "root"
        /// The sender that members see; empty: the machine's own.
        public var sender = ""

        public init() {}
    }

    /// One `[services.NAME]`: a hosted service with accounts.
    public struct ServiceDeclaration: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable {
            case nextcloud, owncloud, gitlab, gitea, forgejo, unix, csv
        }

        public var name: String
        public var kind: Kind
        /// `https://cloud.example.org`; empty for `unix` and `csv`.
        public var url = ""
        /// The administrator's login there; empty where a token is enough.
        public var login = ""
        /// A file with the password, app password or token of the administrator.
        public var passwordFile = ""
        public var caFile = ""
        /// `sha256//BASE64` of the server's public key; empty: chain and name decide.
        public var tlsPin = ""
        /// The file of `csv`.
        public var file = ""
        /// The least UID of a person's account, for `unix`.
        public var firstUID = 1000
        /// The guest in which `occ` runs through its agent; empty: not.
        public var guest = ""
        /// `USER@HOST` where `occ` runs over ssh; empty: not.
        public var ssh = ""
        /// The command that `occ`'s words are added to.
        public var occ = "sudo -u www-data php /var/www/nextcloud/occ"
        /// The service's access log, rotated ones beside it included (`access.log*`); empty: none.
        public var accessLog = ""
        /// What is asked each minute whether the service works; empty: nothing.
        public var healthURL = ""

        /// Calendar months without a sign of life after which an account is due; 0: nobody ever is.
        public var months = 1
        /// The same for accounts that nobody ever came in with, from the day they were made; 0: never.
        public var neverMonths = 1
        /// Days between a warning by mail and the deed; 0: no warning.
        public var warnDays = 0
        /// Days for which an account is disabled before it is deleted; 0: deleted at once.
        public var disableDays = 0
        /// Whoever is in one of them is never due.
        public var exemptGroups: Set<String> = []
        /// What must be fresh and whole before anybody is judged.
        public var required: Set<EvidenceSource> = [.login]
        /// Whether somebody wrote down that the last login alone may judge. Clouds and forges have clients that never log in.
        public var takesLoginAlone = true
        /// Hours after which a reading is too old.
        public var maxAge = 24

        /// What is published of it.
        public var published = PublicService()

        public init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }

        /// The key without which it cannot be asked; nil: none is missing.
        var missingKey: String? {
            switch kind {
            case .unix: nil
            case .csv: file.isEmpty ? "file" : nil
            case .nextcloud where url.isEmpty && hasOcc, .owncloud where url.isEmpty && hasOcc: nil
            case .nextcloud, .owncloud, .gitlab, .gitea, .forgejo:
                url.isEmpty ? "url" : passwordFile.isEmpty ? "password_file" : nil
            }
        }

        /// Whether `occ` can be run: it knows what the API does not tell, and may do what the API refuses.
        public var hasOcc: Bool { (kind == .nextcloud || kind == .owncloud) && !(guest.isEmpty && ssh.isEmpty) }
    }
}

extension Configuration {
    /// The name of the site in mails: its own, else the host's.
    var siteName: String { name.isEmpty ? ProcessInfo.processInfo.hostName : name }

    /// The language of mails: the declared one, else the environment's.
    var mailLanguage: Language {
        language
            ?? Language(
                locale: ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(Environment.value).first ?? "")
    }
}
