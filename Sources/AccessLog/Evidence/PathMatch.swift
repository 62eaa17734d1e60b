extension EvidenceRule {
    /// What a rule found in a path.
    enum Match: Equatable {
        case none
        /// It fits; the account is who logged in.
        case fits
        /// It fits, and this piece is the account's name.
        case account([UInt8])
    }

    /// Fits the rule to a path's pieces. A piece without bytes (`//`) is none.
    func match(_ path: [[UInt8]]) -> Match {
        var account: [UInt8]?
        guard fits(pieces[...], path[...], &account) else { return .none }
        return account.map { .account($0) } ?? .fits
    }

    private func fits(_ pieces: ArraySlice<Piece>, _ path: ArraySlice<[UInt8]>, _ account: inout [UInt8]?) -> Bool {
        guard let piece = pieces.first else { return path.isEmpty }
        let rest = pieces.dropFirst()
        if piece == .rest {
            if rest.isEmpty { return true }
            return path.indices.contains { fits(rest, path[$0...], &account) }
        }
        guard let first = path.first else { return false }
        switch piece {
        case .word(let word):
            return word == first && fits(rest, path.dropFirst(), &account)
        case .account:
            account = first
            return fits(rest, path.dropFirst(), &account)
        case .any, .rest:
            return fits(rest, path.dropFirst(), &account)
        }
    }
}

/// The path of a request, cut into decoded pieces.
enum RequestPath {
    /// More pieces than any real path has are not looked at.
    private static let most = 32

    /// The pieces of `GET /a/b%20c?d HTTP/1.1`: `a`, `b c`; nil where there is no path, or one that leads upwards. Also of
    /// a whole address, `http://host/a`.
    static func pieces(_ request: Bytes) -> [[UInt8]]? {
        guard let space = request.position(of: 32, from: 0) else { return nil }
        var target = request[(space + 1)...]
        if let last = target.lastIndex(of: 32) { target = target[..<last] }
        if let mark = target.firstIndex(of: 63) { target = target[..<mark] }
        if target.first != 47 {
            guard let scheme = target.firstIndex(of: 58), target[scheme...].starts(with: Array("://".utf8)) else {
                return nil
            }
            target = target[(scheme + 3)...].drop { $0 != 47 }
        }
        let pieces = target.split(separator: 47, maxSplits: most).map { piece in
            let text = piece.contains(92) ? piece.unescaped : Array(piece)
            return text.contains(37) ? text.percentDecoded : text
        }
        return pieces.count > most || pieces.contains([46, 46]) ? nil : pieces
    }
}
