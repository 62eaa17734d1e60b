import Foundation
import TestSupport
import Testing

@Suite("backup sheet: all that a bare machine needs, on paper", .enabled(if: StockRestic.isHere), .serialized)
struct RecoverySheetTests {
    private let program: Installed
    private let restic: StockRestic
    private let place: [String]
    private var file: String { program.folder.path + "/sheet.txt" }

    init() throws {
        program = try Installed()
        restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source"])
        let password = restic.folder.path + "/password"
        try write(StockRestic.password + "\n", to: password, mode: 0o600)
        place = ["--repository", "file:" + restic.repository, "--password-file", password]
    }

    private func sheet(
        _ place: [String], _ more: [String] = [], environment: [String: String?] = [:]
    ) throws -> Installed.Ended {
        try program.run(["backup", "sheet", "--output", file] + place + more, environment: environment)
    }

    private func text() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    /// What a camera would read from the picture.
    private func scanned() throws -> String {
        try TestSupport.Program("/usr/bin/zbarimg", ["-q", "--raw", file + ".png"]).output
    }

    private static var isScannable: Bool {
        let isHere = ["/usr/bin/zbarimg", "/usr/bin/qrencode"].allSatisfy(FileManager.default.isExecutableFile)
        if !isHere { print("skipped: needs zbarimg and qrencode") }
        return isHere
    }

    @Test("it is new, its owner's alone, fits a page, and says nothing of a password on the screen")
    func text80() throws {
        let ended = try sheet(place)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(!(ended.out + ended.err).contains(StockRestic.password))
        #expect(try mode(file) == 0o600)
        let text = try text()
        #expect(text.contains("Repository password   \(StockRestic.password)"))
        #expect(text.contains("file:" + restic.repository))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains(restic.repository) })
        let again = try sheet(place)
        #expect(again.code == 2 && again.err.contains("is there already"), "\(again.err)")
        let replaced = try sheet(place, ["--replace"], environment: ["LC_ALL": nil, "LANG": "fr_FR.UTF-8"])
        #expect(replaced.code == 0, "\(replaced.err)")
        #expect(try self.text().contains("FEUILLE DE SECOURS"))
        #expect(try mode(file) == 0o600)
    }

    @Test("a wrong password makes no sheet")
    func wrong() throws {
        let other = program.folder.path + "/other"
        try write("falsch", to: other, mode: 0o600)
        let ended = try sheet(Array(place.prefix(3)) + [other])
        #expect(ended.code == 1 && !FileManager.default.fileExists(atPath: file), "\(ended.err)")
    }

    @Test("the picture holds the code, and recover takes what a camera read of it", .enabled(if: isScannable))
    func picture() throws {
        #expect(try sheet(place).code == 0)
        #expect(try mode(file + ".png") == 0o600)
        let read = program.folder.path + "/read"
        try write(try scanned(), to: read, mode: 0o600)
        for source in [read, file] {
            let ended = try program.run(["backup", "recover", "--sheet", source, "--yes"])
            // The password opened it: what is in there was made by somebody else.
            #expect(ended.code == 1 && ended.err.contains("holds no backup of a guest"), "\(ended.err)")
        }
        chmod(read, 0o644)
        let open = try program.run(["backup", "recover", "--sheet", read, "--yes"])
        #expect(open.code != 0 && open.err.contains("others may read it"), "\(open.err)")
    }

    @Test("the program that draws it gets no password as an argument; without it there is a sheet all the same")
    func drawing() throws {
        let folder = program.folder.path + "/programs"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(
            "#!/bin/sh\necho \"$*\" >> \(folder)/arguments\ncat >/dev/null\nexit 1\n", to: folder + "/qrencode",
            mode: 0o755)
        #expect(try sheet(place, environment: ["PATH": folder + ":/usr/bin:/bin"]).code == 0)
        let arguments = try String(contentsOfFile: folder + "/arguments", encoding: .utf8)
        #expect(arguments.contains("PNG") && !arguments.contains("horse") && !arguments.contains("repository"))
        let bare = program.folder.path + "/bare"
        try FileManager.default.createDirectory(atPath: bare, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: bare + "/timeout", withDestinationPath: "/usr/bin/timeout")
        let ended = try sheet(place, ["--replace"], environment: ["PATH": bare])
        #expect(ended.code == 0 && ended.err.contains("qrencode is not installed"), "\(ended.err)")
        #expect(try text().contains("password correct%20horse"))
        #expect(!FileManager.default.fileExists(atPath: file + ".png"))
    }

    private static var hasRclone: Bool {
        let isHere = FileManager.default.isExecutableFile(atPath: "/usr/bin/rclone")
        if !isHere { print("skipped: needs rclone") }
        return isHere
    }

    @Test(
        "typed from the sheet, stock restic and rclone restore from the FTP space; recover takes the sheet alone",
        .enabled(if: hasRclone && FTPServer.isPossible), arguments: [(FTPServer.Kind.vsftpd, false), (.pureFTPd, true)])
    func stock(kind: FTPServer.Kind, tls: Bool) throws {
        let server = try FTPServer.start(kind, tls: tls)
        let target = server.root + "/repository"
        try FileManager.default.copyItem(atPath: restic.repository, toPath: target)
        _ = try TestSupport.Program("/bin/chown", ["-R", kind == .vsftpd ? "1" : "65534", target])
        var place = place
        place[1] = server.url + "/repository"
        place += ["--ftp-password-file", server.passwordFile]
        if let pin = server.certificates?.pin { place += ["--tls-pin", pin] }
        let ended = try sheet(place)
        #expect(ended.code == 0, "\(ended.err)")
        let recovered = try program.run(["backup", "recover", "--sheet", file, "--yes"])
        #expect(recovered.err.contains("holds no backup of a guest"), "\(recovered.err)")
        let text = try text()
        #expect(text.contains("Providers often let in only"))
        let lines = try #require(text.split(separator: "STOCK RESTIC").last).split(separator: "\n")
            .prefix { !$0.hasPrefix("Then") }.filter { $0.hasPrefix("    ") && !$0.contains("apt install") }
        let typed = lines.joined(separator: "\n").replacing(" --path /guests/NAME", with: "")
        let bare = try TemporaryFolder()
        try write(StockRestic.password, to: bare.path + "/repository.password", mode: 0o600)
        try FileManager.default.copyItem(atPath: server.passwordFile, toPath: bare.path + "/ftp.password")
        let done = try TestSupport.Program(
            "/bin/sh", ["-ec", "cd \"$1\"\n" + typed, "sh", bare.path],
            environment: ["HOME": bare.path, "LANG": "C.UTF-8"])
        #expect(done.status == 0, "\(done.output) \(done.complaint)")
        #expect(try differences(restic.source, bare.path + "/restored/source") == "")
    }

    @Test(
        "a server that refuses is told with the addresses that its provider lets in", .enabled(if: FTPServer.isPossible)
    )
    func refusal() throws {
        let server = try FTPServer.start(.proftpd)
        try write("falsch\n", to: server.passwordFile)
        try write(
            """
            [backup]
            repository = "\(server.url)/repository"
            password_file = "\(place[3])"
            ftp_password_file = "\(server.passwordFile)"
            allowed_from = "the rented machine only"
            """, to: program.folder.path + "/unixcorn.toml")
        for command in ["list", "sheet"] {
            let ended = try program.run(["backup", command, "--config", program.folder.path + "/unixcorn.toml"])
            #expect(ended.code == 1 && ended.err.contains("It lets in: the rented machine only"), "\(ended.err)")
        }
    }
}
