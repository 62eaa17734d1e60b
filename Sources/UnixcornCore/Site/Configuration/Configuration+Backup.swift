extension Configuration {
    /// One `[guests.NAME]`.
    public struct GuestDeclaration: Sendable, Equatable {
        public var isBackedUp = true
        /// Targets (`vdb`) that are left out although their pool is not, and that are taken although it is.
        public var excluded: Set<String> = []
        public var included: Set<String> = []
        /// Whether its agent may freeze its file systems.
        public var mayFreeze = true

        public init(
            isBackedUp: Bool = true, excluded: Set<String> = [], included: Set<String> = [], mayFreeze: Bool = true
        ) {
            self.isBackedUp = isBackedUp
            self.excluded = excluded
            self.included = included
            self.mayFreeze = mayFreeze
        }
    }

    /// `[backup.copy]`: the second repository. Its keys mean what those of `[backup]` do.
    public struct CopyDeclaration: Sendable, Equatable {
        /// Empty: there is none.
        public var repository = ""
        public var passwordFile = "/etc/unixcorn/copy.password"
        public var ftpPasswordFile = "/etc/unixcorn/copy-ftp.password"
        public var caFile = ""
        public var tlsPin = ""
        public var allowedFrom = ""
        public var uploadLimit: UInt64?
        public var quota: UInt64? = 100_000_000_000
        public var fileLimit = 0

        public init() {}

        public var isDeclared: Bool { !repository.isEmpty }
    }

    /// `[backup]`.
    public struct BackupDeclaration: Sendable, Equatable {
        /// Empty: there are no backups.
        public var repository = ""
        public var passwordFile = "/etc/unixcorn/backup.password"
        public var ftpPasswordFile = "/etc/unixcorn/ftp.password"
        public var caFile = ""
        public var tlsPin = ""
        /// From which addresses the provider lets one in, in the words of whoever rented the space; empty: not said.
        public var allowedFrom = ""
        /// Nil: `spool` in the state folder.
        public var spool: String?
        /// Bytes.
        public var spoolLimit: UInt64 = 20 << 30
        /// Bytes a second; nil: all of the link.
        public var uploadLimit: UInt64?
        /// Bytes; nil: unknown.
        public var quota: UInt64? = 100_000_000_000
        /// 0: unknown.
        public var fileLimit = 0
        /// A calendar of systemd.
        public var schedule = "Mon,Thu 03:30"
        /// Seconds.
        public var freezeLimit = 10
        /// zstd's; 0: by the speed of the link.
        public var level = 0
        public var verifyDays = 30
        /// Days between two restores that scheduled runs rehearse; 0: none.
        public var drillDays = 30
        /// Whether each run of all guests ends with a prune, and the bytes that it writes anew at most.
        public var prunesAfterRun = true
        public var pruneLimit: UInt64 = 2 << 30
        /// Who is told of what failed; empty: nobody.
        public var mail = "root"
        /// Takes a mail on its input.
        public var sendmail = "/usr/sbin/sendmail"
        /// More than a month of two runs a week, then some weeks and months.
        public var retention: Retention = {
            var retention = Retention()
            retention.within = Retention.Span(days: 36)
            (retention.weekly, retention.monthly) = (6, 3)
            retention.tags = [["keep"]]
            return retention
        }()

        public var copy = CopyDeclaration()

        public init() {}

        public var isDeclared: Bool { !repository.isEmpty }
    }
}
