import CCurl
import Text

/// What one run of libcurl is to do.
struct Run {
    enum Deed {
        /// Commands alone.
        case nothing
        case list(String)
        /// From there on. Whoever has enough ends it, and with it the control line: libcurl would send ABOR, which has two
        /// replies, and read one of them.
        case download(from: Int)
        /// So many bytes, behind what is there already or as a new file.
        case upload(size: Int, appends: Bool)
    }

    var deed = Deed.nothing
    /// Absolute.
    var path = "/"
    /// Sent before it.
    var commands: [String] = []

    /// What must stand right before the deed's own command.
    var last: [String] {
        guard case .download(let offset) = deed, offset > 0 else { return [] }
        return ["REST \(offset)"]
    }
}

extension Connection {
    /// Sends `commands`; the reply to the last one. Throws what the line or the login refused; what a command was
    /// answered is the caller's to judge.
    @discardableResult
    func command(_ commands: [String], about object: String) throws(TransferError) -> Reply {
        let exchange = Exchange(meter: meter, bandwidth: bandwidth)
        let code = try run(Run(commands: commands), exchange)
        guard code == CURLE_OK, let reply = exchange.lastReply else { throw judge(code, exchange, object) }
        if reply.code == 421 { throw judge(CURLE_RECV_ERROR, exchange, object) }
        // An answer to something else before it: the two sides no longer speak of the same.
        if commands.first == "TYPE I", exchange.replies.dropLast(commands.count - 1).last?.code != 200 {
            isTainted = true
            throw judge(CURLE_WEIRD_SERVER_REPLY, Exchange(meter: meter, bandwidth: bandwidth), object)
        }
        return reply
    }

    /// One run, on the line that is kept where there is one. Blocks.
    func run(_ run: Run, _ exchange: Exchange) throws(TransferError) -> CURLcode {
        if isTainted { handle = nil }
        isTainted = false
        guard let handle = handle ?? Handle() else { throw TransferError(.other, .noMemory) }
        self.handle = handle
        handle.reset()
        setLogin(handle)
        setTLS(handle)
        setTimes(handle, run)
        setDeed(handle, run)
        let start = monotonicSeconds()
        let code = handle.run(exchange, commands: run.commands, last: run.last)
        // Servers send one reply or two after a transfer that failed, and libcurl reads one: begin anew.
        isTainted = code != CURLE_OK
        let seconds = monotonicSeconds() - start
        if case .nothing = run.deed, handle.connectionsMade > 0 { loginSeconds = seconds }
        if exchange.receivedCount > 65_536, seconds > 0 { speed = Double(exchange.receivedCount) / seconds }
        if let banner = exchange.replies.first, banner.code == 220, profile.banner.isEmpty {
            profile.banner = SafeText(String(banner.text.prefix(200)))
        }
        return code
    }

    private func setLogin(_ handle: Handle) {
        handle.set(CURLOPT_PROTOCOLS_STR, server.encryption == .implicit ? "ftps" : "ftp")
        handle.set(CURLOPT_USERNAME, server.user)
        handle.set(CURLOPT_PASSWORD, password.text)
        handle.set(CURLOPT_PROXY, "")
        handle.set(CURLOPT_NOSIGNAL, true)
        handle.set(CURLOPT_FTP_SKIP_PASV_IP, true)
        handle.set(CURLOPT_FTP_USE_EPSV, profile.passive == .epsv)
        handle.set(CURLOPT_FTP_FILEMETHOD, Int(CURLFTPMETHOD_NOCWD.rawValue))
        handle.set(CURLOPT_TCP_KEEPALIVE, true)
        handle.set(CURLOPT_TCP_KEEPIDLE, 30)
        handle.set(CURLOPT_TCP_KEEPINTVL, 10)
        handle.set(CURLOPT_BUFFERSIZE, 256 * 1024)
        handle.set(CURLOPT_UPLOAD_BUFFERSIZE, 512 * 1024)
    }

    private func setTLS(_ handle: Handle) {
        guard server.encryption != .none else { return }
        handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        handle.set(CURLOPT_FTPSSLAUTH, Int(CURLFTPAUTH_TLS.rawValue))
        switch profile.encryption {
        case .tls12:
            handle.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 | CURL_SSLVERSION_MAX_TLSv1_2)
        case .tls13:
            handle.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_3)
            handle.set(CURLOPT_FORBID_REUSE, true)
            handle.set(CURLOPT_FRESH_CONNECT, true)
        }
        if let file = server.authorities { handle.set(CURLOPT_CAINFO, file) }
        if let key = server.pinnedKey { handle.set(CURLOPT_PINNEDPUBLICKEY, key) }
        // A pinned key is a better proof than a chain: self-made certificates have none.
        let checksChain = server.pinnedKey == nil || server.authorities != nil
        handle.set(CURLOPT_SSL_VERIFYPEER, checksChain)
        handle.set(CURLOPT_SSL_VERIFYHOST, checksChain ? 2 : 0)
    }

    private func setTimes(_ handle: Handle, _ run: Run) {
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(patience.connecting * 1000))
        var reply = patience.reply
        // With a limit of one's own libcurl 7.88 does not fall back to its minute for the last reply.
        if case .upload = run.deed { reply = max(reply, patience.settling) }
        handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(reply.rounded(.up))))
        handle.set(CURLOPT_LOW_SPEED_LIMIT, 1)
        handle.set(CURLOPT_LOW_SPEED_TIME, max(1, Int(patience.stall.rounded(.up))))
    }

    private func setDeed(_ handle: Handle, _ run: Run) {
        let isFolder = if case .list = run.deed { true } else { false }
        let place = server.host.contains(":") ? "[\(server.host)]" : server.host
        let scheme = server.encryption == .implicit ? "ftps" : "ftp"
        // `%2F`: from the root on, not from where the login leads.
        let path = "%2F" + PercentCoding.encode(String(run.path.dropFirst()), keeping: "/")
        handle.set(
            CURLOPT_URL,
            "\(scheme)://\(place):\(server.port)/\(path)" + (isFolder && !path.hasSuffix("%2F") ? "/" : ""))
        switch run.deed {
        case .nothing: handle.set(CURLOPT_NOBODY, true)
        case .list(let command): handle.set(CURLOPT_CUSTOMREQUEST, command)
        case .download:
            // No SIZE before it, and no REST of libcurl's own either: what came is counted here.
            handle.set(CURLOPT_IGNORE_CONTENT_LENGTH, true)
        case .upload(let size, let appends):
            handle.set(CURLOPT_UPLOAD, true)
            handle.set(CURLOPT_APPEND, appends)
            handle.setOffset(CURLOPT_INFILESIZE_LARGE, size)
        }
    }
}
