import Foundation

/// The configuration of one server, and the command that runs it in the foreground.
struct FTPSetup {
    let folder, home: String
    let port: Int
    let user, password: String
    let certificate: String?
    let more: [String]

    func command(for kind: FTPServer.Kind) throws -> [String] {
        switch kind {
        case .vsftpd: try vsftpd()
        case .proftpd: try proftpd()
        case .pureFTPd: try pureFTPd()
        }
    }

    /// Its only logins without PAM are anonymous. That user needs a home that exists.
    private func vsftpd() throws -> [String] {
        var lines = [
            "listen=YES", "listen_address=127.0.0.1", "listen_port=\(port)", "background=NO", "anonymous_enable=YES",
            "anon_root=\(home)", "ftp_username=daemon", "write_enable=YES", "anon_upload_enable=YES",
            "anon_mkdir_write_enable=YES", "anon_other_write_enable=YES", "anon_world_readable_only=NO",
            "anon_umask=022", "secure_chroot_dir=\(folder)/empty", "pasv_enable=YES", "xferlog_enable=NO",
            "seccomp_sandbox=NO", "log_ftp_protocol=YES", "vsftpd_log_file=\(folder)/session.log",
            "xferlog_std_format=NO", "dual_log_enable=NO",
        ]
        if let certificate {
            lines += [
                "ssl_enable=YES", "allow_anon_ssl=YES", "force_anon_data_ssl=YES", "force_anon_logins_ssl=YES",
                "rsa_cert_file=\(certificate)", "ssl_ciphers=HIGH",
            ]
        }
        try write((lines + more).joined(separator: "\n") + "\n", to: folder + "/vsftpd.conf")
        return [FTPPrograms.root + "/usr/sbin/vsftpd", folder + "/vsftpd.conf"]
    }

    private func proftpd() throws -> [String] {
        let hash = try Program("/usr/bin/openssl", ["passwd", "-6", password]).output.prefix { $0 != "\n" }
        try write("\(user):\(hash):65534:65534::\(home):/bin/false\n", to: folder + "/users")
        chmod(folder + "/users", 0o600)
        var lines = [
            "ServerType standalone", "ServerName space", "DefaultAddress 127.0.0.1", "Port \(port)", "UseIPv6 off",
            "User root", "Group root", "AuthOrder mod_auth_file.c", "AuthUserFile \(folder)/users",
            "RequireValidShell off", "DefaultRoot \(home)", "DelayEngine off", "UseReverseDNS off", "WtmpLog off",
            "TransferLog none", "SystemLog \(folder)/system.log", "PidFile \(folder)/pid",
            "ScoreboardFile \(folder)/scoreboard", "Umask 022", "TimeoutIdle 600",
            "ModulePath \(FTPPrograms.root)/usr/lib/proftpd",
        ]
        if let certificate {
            lines += [
                "LoadModule mod_tls.c", "TLSEngine on", "TLSRequired on", "TLSECCertificateFile \(certificate)",
                "TLSECCertificateKeyFile \(folder)/server.key", "TLSVerifyClient off", "TLSLog \(folder)/tls.log",
            ]
            // The first one counts.
            if !more.contains(where: { $0.hasPrefix("TLSProtocol") }) { lines.append("TLSProtocol TLSv1.2 TLSv1.3") }
        }
        try write((lines + more).joined(separator: "\n") + "\n", to: folder + "/proftpd.conf")
        return [FTPPrograms.root + "/usr/sbin/proftpd", "--nodaemon", "--config", folder + "/proftpd.conf"]
    }

    private func pureFTPd() throws -> [String] {
        // Its own hash takes seconds of processor time for each login.
        let hash = try Program("/usr/bin/openssl", ["passwd", "-6", password]).output.prefix { $0 != "\n" }
        try write("\(user):\(hash):65534:65534::\(home)/./::::::::::::\n", to: folder + "/users")
        let made = try Program(
            FTPPrograms.root + "/usr/bin/pure-pw", ["mkdb", folder + "/users.pdb", "-f", folder + "/users"],
            environment: ["LD_LIBRARY_PATH": FTPPrograms.libraries])
        guard made.status == 0 else { throw FTPServer.Failed(description: "pure-pw: \(made.complaint)") }
        var options = [
            FTPPrograms.root + "/usr/sbin/pure-ftpd", "-S", "127.0.0.1,\(port)", "-l", "puredb:\(folder)/users.pdb",
            "-E", "-A", "-H", "-u", "1", "-g", "\(folder)/pid",
        ]
        if let certificate { options += ["-Y", "2", "-2", certificate] }
        return options + more
    }
}
