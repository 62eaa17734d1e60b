import Foundation
import Glibc

/// The systemd units that make backups by themselves: a service that runs once, and the timer that starts it.
public struct BackupSchedule: Sendable {
    public static let usualFolder = "/etc/systemd/system"
    public static let serviceName = "unixcorn-backup.service"
    public static let timerName = "unixcorn-backup.timer"
    /// The first line of what this program may write anew and remove.
    static let mark = "# Written by unixcorn backup schedule. For changes of your own: systemctl edit"

    public let folder: String
    private let calendar: SystemdCalendar
    /// The program and its arguments.
    private let line: [String]

    /// - Parameter arguments: that follow `backup run --scheduled`: `--config FILE`. Never a secret.
    public init(
        _ configuration: Configuration, arguments: [String], folder: String = BackupSchedule.usualFolder,
        program: String? = nil
    ) {
        self.folder = folder
        calendar = SystemdCalendar(configuration)
        line =
            [program ?? ProcFile.link("/proc/self/exe") ?? "/usr/local/bin/unixcorn", "backup", "run", "--scheduled"]
            + arguments
    }

    public var isInstalled: Bool { FileManager.default.fileExists(atPath: timerPath) }

    private var servicePath: String { folder + "/" + Self.serviceName }
    private var timerPath: String { folder + "/" + Self.timerName }
    /// Whether systemd runs and looks into this folder.
    private var isLive: Bool { folder == Self.usualFolder && StateFolder.exists("/run/systemd/system") }

    /// The units' text. Out of `ProtectSystem` and its like only what leaves root's work alone: sockets that QEMU makes in
    /// the state folder, a mailer that is set-group-id, a repository anywhere.
    var service: String {
        """
        \(Self.mark) \(Self.serviceName)
        [Unit]
        Description=unixcorn: back up the guests
        Documentation=man:unixcorn(1)
        Wants=network-online.target
        After=network-online.target libvirtd.service

        [Service]
        Type=oneshot
        ExecStart=\(line.map(Self.quoted).joined(separator: " "))
        TimeoutStartSec=infinity
        # What thaws a frozen guest outlives a run that is stopped.
        KillMode=process
        Nice=10
        IOSchedulingClass=idle
        ProtectSystem=full
        ProtectClock=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectControlGroups=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        RestrictNamespaces=yes
        RestrictRealtime=yes
        LockPersonality=yes
        SystemCallArchitectures=native

        """
    }

    var timer: String {
        """
        \(Self.mark) \(Self.timerName)
        [Unit]
        Description=unixcorn: when the guests are backed up
        Documentation=man:unixcorn(1)

        [Timer]
        OnCalendar=\(calendar.text)
        Persistent=true
        AccuracySec=1min
        RandomizedDelaySec=5min

        [Install]
        WantedBy=timers.target

        """
    }

    /// A word as a unit takes it literally.
    static func quoted(_ word: String) -> String {
        let escaped = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
            .replacing("$", with: "$$")
        return word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+=:@".contains($0)) }
            ? word : "\"\(escaped)\""
    }

    /// Writes both units and, where systemd runs, starts the timer. Returns the next times. Nothing is written where the
    /// calendar is none, or where units of these names are somebody else's.
    public func install() async throws(OperationFailure) -> [Moment] {
        let times = try await calendar.times(5)
        guard StateFolder.exists(folder) else {
            throw OperationFailure(
                area: "usage", message: .noUnitFolder(SafeText(servicePath), SafeText(folder)), hint: .makeUnitFolder)
        }
        try refuseForeign()
        try write(service, to: servicePath)
        try write(timer, to: timerPath)
        let judged = await Command.run(
            "/usr/bin/systemd-analyze", ["verify", "--man=no", servicePath, timerPath], seconds: 60)
        guard judged.status == 0 else {
            for path in [servicePath, timerPath] { unsafe unlink(path) }
            throw OperationFailure(area: "state", message: .unitsRefused(SafeText(judged.text)))
        }
        if isLive {
            try await systemctl("daemon-reload")
            try await systemctl("enable", "--now", Self.timerName)
        }
        return times
    }

    /// Stops the timer and removes both units. Without any, it is done already.
    public func remove() async throws(OperationFailure) {
        try refuseForeign()
        if isLive, isInstalled { try await systemctl("disable", "--now", Self.timerName) }
        for path in [servicePath, timerPath] where unsafe unlink(path) != 0 && errno != ENOENT {
            throw .file(path, code: errno, tried: .removingFile(SafeText(path)))
        }
        if isLive { try await systemctl("daemon-reload") }
    }

    /// The next times; throws what is wrong with the calendar.
    public func times(_ count: Int = 5) async throws(OperationFailure) -> [Moment] { try await calendar.times(count) }

    private func refuseForeign() throws(OperationFailure) {
        for path in [servicePath, timerPath] {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            guard data.starts(with: Data(Self.mark.utf8)) else {
                throw OperationFailure(area: "state", message: .foreignUnit(SafeText(path)), hint: .moveUnit)
            }
        }
    }

    private func write(_ text: String, to path: String) throws(OperationFailure) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            var failure = OperationFailure.file(
                path, code: cause.map { Int32($0.code) } ?? EIO, tried: .writingFile(SafeText(path)))
            failure.hint = .makeUnitFolder
            throw failure
        }
    }

    private func systemctl(_ arguments: String...) async throws(OperationFailure) {
        let ended = await Command.run("/usr/bin/systemctl", arguments, seconds: 60)
        guard ended.status == 0 else {
            throw OperationFailure(
                area: "state", code: Int(ended.status),
                message: .systemctlRefused(SafeText(arguments.joined(separator: " ")), SafeText(ended.text)))
        }
    }
}

extension Phrase {
    static func removingFile(_ path: SafeText) -> Phrase { Phrase("removing \(path)", "retrait de \(path)") }
    static func writingFile(_ path: SafeText) -> Phrase { Phrase("writing \(path)", "écriture de \(path)") }
    static func noUnitFolder(_ path: SafeText, _ folder: SafeText) -> Phrase {
        Phrase(
            "\(path) was not written: the folder \(folder) does not exist",
            "\(path) n’a pas été écrit : le dossier \(folder) n’existe pas")
    }
    static let makeUnitFolder = Phrase(
        "nothing was started; make the folder, or name one that you may write to: --directory FOLDER",
        "rien n’a été lancé ; créez le dossier, ou nommez-en un où vous pouvez écrire : --directory DOSSIER")
    static func unitsRefused(_ why: SafeText) -> Phrase {
        Phrase("systemd does not take the units: \(why)", "systemd n’accepte pas les unités : \(why)")
    }
    static func foreignUnit(_ path: SafeText) -> Phrase {
        Phrase("\(path) was not written by this program", "\(path) n’a pas été écrit par ce programme")
    }
    static let moveUnit = Phrase(
        "nothing was changed; move it away first", "rien n’a été changé ; déplacez-le d’abord")
    static func systemctlRefused(_ what: SafeText, _ why: SafeText) -> Phrase {
        Phrase("systemctl \(what) failed: \(why)", "systemctl \(what) a échoué : \(why)")
    }
}
