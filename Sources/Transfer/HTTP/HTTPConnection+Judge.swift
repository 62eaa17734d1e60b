import CCurl
import Text

extension HTTPConnection {
    /// A call without an answer, as an error: libcurl's code, and what is known of the request.
    func judge(_ code: CURLcode, _ exchange: HTTPExchange, _ request: HTTPRequest) -> TransferError {
        let place = SafeText(server.url)
        let name = SafeText("\(request.method.rawValue) \(server.folder + request.path)")
        let said = SafeText(handle?.said ?? "")
        func error(_ kind: TransferError.Kind, _ message: Phrase, _ hint: Phrase? = nil) -> TransferError {
            TransferError(kind, message, hint: hint, reply: exchange.status)
        }
        switch exchange.excess {
        case .body: return error(.other, .answerTooLarge(name, place, limits.answer), .askLess)
        case .header: return error(.other, .headerTooLarge(name, place, limits.header), .askLess)
        case nil: break
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return error(.wrongHost, .noSuchHost(SafeText(server.host)), .checkHost)
        case CURLE_COULDNT_CONNECT: return error(.refused, .refused(place, said), .checkPort)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE:
            return error(.certificate, .badCertificate(place, said), .checkWebCertificate)
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH: return error(.certificate, .otherKey(place), .checkPin)
        case CURLE_SSL_CONNECT_ERROR: return error(.tlsRefused, .noTLS(place, said), .checkWebTLS)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            return error(.unsupported, .noHTTP(place, said), .checkPort)
        default: break
        }
        // From here on the request was on its way. Reading changed nothing; anything else may have been done.
        let perhaps: Phrase? = request.method.isReading ? nil : .perhapsDone
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return error(.cancelled, .cancelled, perhaps)
        case CURLE_OPERATION_TIMEDOUT:
            return error(.timeout, .noAnswer(name, place, said), perhaps ?? .checkWebLine)
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_OK:
            return error(.cut, .cut(name, place), perhaps ?? .checkWebLine)
        default: return error(.other, .otherFailure(name, said), perhaps)
        }
    }
}
