import Text

extension Server {
    /// Reads `ftp://user@host:port/folder` or `ftps://...`. Port 990 means TLS from the first byte on. `//folder` is
    /// a folder from the server's root on. A password in it is refused: it would stand in the list of processes.
    public init(url: String) throws(TransferError) {
        func refuse(_ why: Phrase) -> TransferError {
            TransferError(.usage, .badURL(SafeText(Server.withoutPassword(url)), why), hint: .urlForm)
        }
        let schemes = ["ftp://": false, "ftps://": true]
        guard let (scheme, isEncrypted) = schemes.first(where: { url.hasPrefix($0.key) }) else {
            throw refuse(.urlScheme)
        }
        let rest = url.dropFirst(scheme.count)
        let end = rest.firstIndex(of: "/") ?? rest.endIndex
        let (authority, path) = (rest[..<end], rest[end...].dropFirst())
        guard let at = authority.lastIndex(of: "@"), at != authority.startIndex else { throw refuse(.urlUser) }
        guard !authority[..<at].contains(":") else { throw refuse(.urlPassword) }
        guard let user = PercentCoding.decode(authority[..<at]), let folder = PercentCoding.decode(path),
            !(user + folder).unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
        else { throw refuse(.urlCharacters) }
        guard let (host, port) = Server.hostAndPort(authority[authority.index(after: at)...]) else {
            throw refuse(.urlHost)
        }
        self.init(
            encryption: isEncrypted ? (port == 990 ? .implicit : .explicit) : .none, host: host, port: port, user: user,
            folder: Server.trimmed(folder))
    }

    static func hostAndPort(_ text: Substring) -> (String, Int?)? {
        var (host, port) = (text, Substring())
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<close]
            port = text[text.index(after: close)...]
            guard host.allSatisfy({ $0.isHexDigit || ":.%".contains($0) }) else { return nil }
        } else if let colon = text.firstIndex(of: ":") {
            (host, port) = (text[..<colon], text[colon...])
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "@") }) else {
            return nil
        }
        guard !port.isEmpty else { return (String(host), nil) }
        guard port.hasPrefix(":"), let number = Int(port.dropFirst()), (1...65535).contains(number) else { return nil }
        return (String(host), number)
    }

    /// Without slashes at its end; the root stays `/`.
    private static func trimmed(_ folder: String) -> String {
        var folder = folder[...]
        while folder.count > 1, folder.hasSuffix("/") { folder = folder.dropLast() }
        return String(folder)
    }

    /// What an error may show of a URL.
    static func withoutPassword(_ url: String) -> String {
        guard let scheme = url.range(of: "://")?.upperBound, let at = url[scheme...].lastIndex(of: "@"),
            let colon = url[scheme..<at].firstIndex(of: ":")
        else { return url }
        return String(url[..<colon] + url[at...])
    }
}

extension String {
    /// The first place of `part`. The standard library has it only with Foundation.
    fileprivate func range(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
