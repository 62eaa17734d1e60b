/// What restores a repository without this program: Debian's restic, and rclone for the FTP space.
struct StockCommands {
    let lines: [String]

    init(_ sheet: RecoverySheet) {
        guard let server = sheet.server else {
            let path = String(sheet.code.repository.dropFirst("file:".count))
            lines = ["apt install restic"] + Self.restic(path)
            return
        }
        let quoted = SheetText.quoted
        var space = [
            "type = ftp", "host = \(server.host)", "port = \(server.port)", "user = \(server.user)",
        ]
        switch server.encryption {
        case .none: break
        case .explicit: space.append("explicit_tls = true")
        case .implicit: space.append("tls = true")
        }
        // rclone knows no pinned key.
        if sheet.code.tlsPin != nil, sheet.authorities == nil { space.append("no_check_certificate = true") }
        lines =
            ["apt install restic rclone", "{ echo '[space]'"] + space.map { "echo \(quoted($0))" }
            + [
                #"echo "pass = $(rclone obscure - < ftp.password)""#, "} > rclone.conf",
                "export RCLONE_CONFIG=rclone.conf",
            ] + (sheet.authorities == nil ? [] : ["export RCLONE_CA_CERT=authority.pem"])
            + Self.restic("rclone:space:" + server.folder)
    }

    private static func restic(_ place: String) -> [String] {
        [
            "export RESTIC_REPOSITORY=\(SheetText.quoted(place))",
            "export RESTIC_PASSWORD_FILE=repository.password", "restic snapshots",
            "restic restore latest --path /guests/NAME --target restored",
        ]
    }
}
