import CCurl
import Text

extension Connection {
    /// What one run ended with, as an error: libcurl's code, and what the server said.
    func judge(_ code: CURLcode, _ exchange: Exchange, _ object: String) -> TransferError {
        let place = SafeText(server.url)
        let name = SafeText(object.isEmpty ? server.url : object)
        let said = exchange.lastReply?.said ?? SafeText(handle?.said ?? "")
        let reply = exchange.lastReply?.code ?? 0
        func error(_ kind: TransferError.Kind, _ message: Phrase, _ hint: Phrase? = nil) -> TransferError {
            TransferError(kind, message, hint: hint, reply: reply)
        }
        if exchange.localFailure != 0 { return error(.local, .localFile(name, exchange.localFailure)) }
        if exchange.isTooMuch, exchange.lastReply?.isFailure != true { return error(.other, .tooMuch(name)) }
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return error(.cancelled, .cancelled)
        case CURLE_COULDNT_RESOLVE_HOST: return error(.wrongHost, .noSuchHost(SafeText(server.host)), .checkHost)
        case CURLE_LOGIN_DENIED: return judgeLogin(exchange, place)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE:
            return error(.certificate, .badCertificate(place, SafeText(handle?.said ?? "")), .checkCertificate)
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH: return error(.certificate, .otherKey(place), .checkPin)
        case CURLE_USE_SSL_FAILED: return error(.tlsRefused, .noTLS(place, said), .useFTP)
        case CURLE_SSL_CONNECT_ERROR:
            let why = SafeText(handle?.said ?? "")
            return error(.tlsRefused, .noTLS(place, why), server.encryption == .implicit ? .tryExplicit : .tryImplicit)
        default: break
        }
        // It answered AUTH with no, whether it hung up then or not. 421 before that is another matter.
        if server.encryption == .explicit, let first = exchange.replies.first, first.code == 220,
            !exchange.replies.contains(where: { $0.code == 234 }), exchange.replies.contains(where: { $0.code >= 500 })
        {
            return error(.tlsRefused, .noTLS(place, said), .useFTP)
        }
        // It said yes to AUTH and hung up in the handshake: no version in common, for example.
        if reply == 234, code != CURLE_OPERATION_TIMEDOUT {
            return error(.tlsRefused, .noTLS(place, SafeText(handle?.said ?? "")), .tryImplicit)
        }
        // The server's words say more than libcurl's code; 421 comes at any moment.
        if let busy = exchange.replies.first(where: { $0.code == 421 }) {
            learnLimit(from: busy)
            return error(.busy, .busy(place, said), .fewer)
        }
        if code == CURLE_OPERATION_TIMEDOUT || code == CURLE_FTP_ACCEPT_TIMEOUT {
            return error(.timeout, .noAnswer(name, place, SafeText(handle?.said ?? "")), reach(.checkLine))
        }
        if code == CURLE_COULDNT_CONNECT, reply < 400 {
            return error(.refused, .refused(place, SafeText(handle?.said ?? "")), reach(.checkPort))
        }
        if let reply = exchange.lastReply, reply.isFailure { return refusal(reply, name) }
        switch code {
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_WEIRD_SERVER_REPLY, CURLE_PARTIAL_FILE,
            CURLE_FTP_CANT_GET_HOST, CURLE_FTP_WEIRD_PASV_REPLY, CURLE_FTP_WEIRD_227_FORMAT,
            CURLE_FTP_WEIRD_PASS_REPLY, CURLE_OK:
            return error(.cut, .cut(name, place), .cutHint)
        default: return error(.other, .otherFailure(name, SafeText(handle?.said ?? "")))
        }
    }

    /// `530` also means "too many of you" (ProFTPD).
    private func judgeLogin(_ exchange: Exchange, _ place: SafeText) -> TransferError {
        let reply = exchange.lastReply
        let said = reply?.said ?? ""
        let words = (reply?.text ?? "").lowercased()
        let isCrowd = ["maximum number", "too many", "more than"].contains { words.contains($0) }
        if let reply, reply.code == 421 || isCrowd {
            learnLimit(from: reply)
            return TransferError(.busy, .busy(place, said), hint: .fewer, reply: 421)
        }
        return TransferError(
            .login, .wrongLogin(SafeText(server.user), place, said), hint: reach(.checkLogin),
            reply: reply?.code ?? 530)
    }

    /// The hint, and from where one is let in, where that is known.
    private func reach(_ hint: Phrase) -> Phrase {
        server.allowedFrom.map { .letsIn(hint, SafeText($0)) } ?? hint
    }

    /// A command that was refused, by its reply.
    func refusal(_ reply: Reply, _ name: SafeText) -> TransferError {
        let words = reply.text.lowercased()
        func error(_ kind: TransferError.Kind, _ hint: Phrase? = nil) -> TransferError {
            TransferError(kind, .serverRefused(name, reply.said), hint: hint, reply: reply.code)
        }
        let isFull = words.contains("quota") || words.contains("disk full") || words.contains("no space")
        if words.contains("too many files") || words.contains("won't be saved") {
            return TransferError(.quotaFiles, .fullOfFiles(name, reply.said), hint: .freeFiles, reply: reply.code)
        }
        switch reply.code {
        case 452, 552: return TransferError(.quotaBytes, .full(name, reply.said), hint: .freeSpace, reply: reply.code)
        case 421: return error(.busy, .fewer)
        case 425, 426, 451: return isFull ? error(.quotaBytes, .freeSpace) : error(.cut, .cutHint)
        case 500, 502, 504: return error(.unsupported, .learnAgain)
        case 501, 503: return error(.other)
        case 530, 532: return error(.login, reach(.checkLogin))
        case 521: return error(.exists)
        case 553: return isFull ? error(.quotaBytes, .freeSpace) : error(.denied, reach(.allowAddress))
        case 550: return isFull ? error(.quotaBytes, .freeSpace) : error(.denied, .checkRights)
        default: return error(.other)
        }
    }

    private func learnLimit(from reply: Reply) {
        guard let limit = Connection.limit(in: reply.text) else { return }
        profile.connectionLimit = min(limit, profile.connectionLimit ?? limit)
    }

    /// The number of connections in `I can't accept more than 3 connections as the same user`.
    static func limit(in text: String) -> Int? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        for (index, word) in words.enumerated()
        where ["than", "connections", "clients", "users"].contains(word) {
            if index + 1 < words.count, let number = Int(words[index + 1]), (1...1000).contains(number) {
                return number
            }
        }
        return nil
    }
}
