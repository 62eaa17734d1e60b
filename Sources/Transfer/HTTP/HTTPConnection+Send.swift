import CCurl
import Text

extension HTTPConnection {
    /// One call, once. Blocks.
    func send(_ request: HTTPRequest) throws(TransferError) -> HTTPResponse {
        try check(request)
        guard !Task.isCancelled else { throw TransferError(.cancelled, .cancelled) }
        guard let handle = handle ?? Handle() else { throw TransferError(.other, .noMemory) }
        self.handle = handle
        handle.reset()
        setLine(handle, request)
        setTLS(handle)
        setDeed(handle, request)
        var fields = request.headers.map { "\($0.name): \($0.value)" }
        // Without it libcurl would ask before it sends a large body, and wait a second for the answer.
        fields.append("Expect:")
        if let line = login.line { fields.append(line) }
        let exchange = HTTPExchange(limits: limits, meter: meter)
        let code = handle.run(exchange, lists: [(CURLOPT_HTTPHEADER, fields)])
        guard code == CURLE_OK, exchange.status >= 200 else { throw judge(code, exchange, request) }
        return exchange.response
    }

    /// Nothing of a request may become a field or a line of its own.
    private func check(_ request: HTTPRequest) throws(TransferError) {
        guard login.isWritable else {
            throw TransferError(.usage, .badLogin(SafeText(server.url)), hint: .oneLineLogin)
        }
        let isClean = (request.path + request.headers.map { $0.name + $0.value }.joined()).utf8
            .allSatisfy { $0 >= 32 && $0 != 127 }
        guard isClean, request.path.hasPrefix("/"), !request.path.contains(" ") else {
            throw TransferError(.usage, .badPath(SafeText(request.path)))
        }
    }

    private func setLine(_ handle: Handle, _ request: HTTPRequest) {
        handle.set(CURLOPT_PROTOCOLS_STR, server.isEncrypted ? "https" : "http")
        handle.set(CURLOPT_URL, server.url + request.target)
        handle.set(CURLOPT_PATH_AS_IS, true)
        // 1.1: what a server of version 2 does in the middle of a call (REFUSED_STREAM) libcurl would answer by itself.
        handle.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        handle.set(CURLOPT_FOLLOWLOCATION, false)
        handle.set(CURLOPT_PROXY, "")
        handle.set(CURLOPT_NOSIGNAL, true)
        handle.set(CURLOPT_TCP_KEEPALIVE, true)
        handle.set(CURLOPT_USERAGENT, "unixcorn")
        if case .basic(let user, let password) = login {
            handle.set(CURLOPT_HTTPAUTH, uc_curl_auth_basic)
            handle.set(CURLOPT_USERNAME, user)
            handle.set(CURLOPT_PASSWORD, password.text)
        }
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(limits.connecting * 1000))
        handle.set(CURLOPT_TIMEOUT_MS, Int(limits.whole * 1000))
        handle.set(CURLOPT_LOW_SPEED_LIMIT, limits.leastSpeed)
        handle.set(CURLOPT_LOW_SPEED_TIME, max(1, Int(limits.stall.rounded(.up))))
        // On a kept line that has died libcurl sends a request again by itself, a writing one too: those get a new line.
        handle.set(CURLOPT_FRESH_CONNECT, !request.method.isReading)
    }

    private func setTLS(_ handle: Handle) {
        guard server.isEncrypted else { return }
        handle.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = server.authorities { handle.set(CURLOPT_CAINFO, file) }
        if let key = server.pinnedKey { handle.set(CURLOPT_PINNEDPUBLICKEY, key) }
        // A pinned key is a better proof than a chain: self-made certificates have none.
        let checksChain = server.pinnedKey == nil || server.authorities != nil
        handle.set(CURLOPT_SSL_VERIFYPEER, checksChain)
        handle.set(CURLOPT_SSL_VERIFYHOST, checksChain ? 2 : 0)
    }

    private func setDeed(_ handle: Handle, _ request: HTTPRequest) {
        switch request.method {
        case .get: handle.set(CURLOPT_HTTPGET, true)
        case .delete where request.body == nil: handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        default:
            handle.set(CURLOPT_POST, true)
            handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
            handle.setBody(request.body ?? [])
        }
    }
}
