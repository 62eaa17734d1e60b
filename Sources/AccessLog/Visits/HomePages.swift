/// Which requests ask for the home page.
struct HomePages {
    private let paths: [[UInt8]]

    init(_ paths: [String]) {
        self.paths = paths.map { Array($0.utf8) }
    }

    /// Whether `request`, as in `GET /?from=mail HTTP/1.1`, asks for one of them. What follows a question mark does not
    /// matter, escapes are decoded.
    func match(_ request: Bytes) -> Bool {
        guard let space = request.position(of: 32, from: 0), space + 1 < request.count, isMethod(request.part(0, space))
        else { return false }
        guard let last = request.lastIndex(of: 32), last > space, isProtocol(request.part(last + 1, request.count))
        else {
            return false
        }
        let target = request.part(space + 1, last)
        let path = target.part(0, target.position(of: 63, from: 1) ?? target.count)
        guard path.contains(37) else { return paths.contains { path.equals($0) } }
        let decoded = path.percentDecoded
        let mark = decoded.dropFirst().firstIndex(of: 63) ?? decoded.endIndex
        return paths.contains { decoded[..<mark].elementsEqual($0) }
    }

    private func isMethod(_ word: Bytes) -> Bool {
        guard let first = word.first, word.count < 8 else { return false }
        // By frequency; the others of RFC 9110 after them.
        return (first == 71 || first == 72 || first == 80 || first == 79 || first == 68 || first == 84 || first == 67)
            && HomePages.methods.contains { word.equals($0) }
    }

    private static let methods = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", "PATCH"].map {
        Array($0.utf8)
    }

    private func isProtocol(_ word: Bytes) -> Bool {
        word.count >= 6 && word.part(0, 5).equals(HomePages.mark)
    }

    private static let mark = Array("HTTP/".utf8)
}
