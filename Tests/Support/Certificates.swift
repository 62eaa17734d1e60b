import Foundation

/// An authority of a test's own and a certificate for `localhost` and 127.0.0.1 that it signed.
public struct Certificates: Sendable {
    /// PEM files: the authority, the server's certificate with its key behind it.
    public let authority, server: String
    /// `sha256//...` of the server's key, as libcurl pins it.
    public let pin: String

    public init(in folder: String, name: String = "localhost", days: Int = 2) throws {
        (authority, server) = (folder + "/authority.pem", folder + "/server.pem")
        let script = """
            set -e
            cd "$1"
            key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
            openssl req -x509 $key -keyout authority.key -out authority.pem -days 2 -subj "/CN=test authority" \\
                -addext basicConstraints=critical,CA:TRUE
            openssl req $key -keyout server.key -out server.csr -subj "/CN=$2"
            names="DNS:$2"
            [ "$2" != localhost ] || names="$names,IP:127.0.0.1"
            printf 'subjectAltName=%s\\n' "$names" >names
            openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days "$3" \\
                -extfile names -out server.crt
            cat server.crt server.key >server.pem
            chmod 600 *.key server.pem
            openssl x509 -in server.crt -pubkey -noout | openssl pkey -pubin -outform der | \\
                openssl dgst -sha256 -binary | base64 >pin
            """
        let done = try Program("/bin/sh", ["-c", script, "sh", folder, name, String(days)])
        guard done.status == 0 else { throw FTPServer.Failed(description: "openssl: \(done.complaint)") }
        pin = "sha256//" + (try String(contentsOfFile: folder + "/pin", encoding: .utf8)).prefix { $0 != "\n" }
    }
}
