import Foundation

/// The FTP servers of Debian, unpacked in `.build/ftp-servers` and never installed: they would start, and they conflict.
enum FTPPrograms {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".build/ftp-servers").path
    static var root: String { folder + "/root" }
    static var libraries: String { root + "/usr/lib/x86_64-linux-gnu:" + root + "/usr/lib/aarch64-linux-gnu" }

    /// Why they are not here; nil where they are. Fetches them once, with the libraries that the machine lacks.
    static let trouble: String? = {
        guard geteuid() == 0 else { return "root" }
        let script = """
            set -e
            mkdir -p "$1"; cd "$1"
            exec 9>lock; flock 9
            wanted="vsftpd proftpd-core proftpd-mod-crypto pure-ftpd pure-ftpd-common libhashkit2 libhiredis0.14 libidn2-0 \\
                libmemcached11 libmemcachedutil2 libpcre2-posix3 libsasl2-2 libsodium23 libwrap0"
            [ "$(cat whole 2>/dev/null)" != "$wanted" ] || exit 0
            rm -rf root whole *.deb
            apt-get -qq download $wanted
            for package in *.deb; do dpkg -x "$package" root; done
            rm -f *.deb
            printf %s "$wanted" >whole
            """
        do {
            let done = try Program("/bin/sh", ["-c", script, "sh", folder])
            return done.status == 0 ? nil : "vsftpd, proftpd, pure-ftpd (\(done.complaint.prefix(200)))"
        } catch { return "a shell: \(error)" }
    }()
}
