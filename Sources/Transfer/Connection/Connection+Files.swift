// Glibc before any other C module: the first one that the compiler reads in a module owns the system's structs.
// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CCurl
import Text

extension Connection {
    /// The size of a file in bytes; nil where there is none.
    public func size(of path: String) async throws(TransferError) -> Int? {
        try await persist { () throws(TransferError) in try self.currentSize(of: path) }
    }

    func currentSize(of path: String) throws(TransferError) -> Int? {
        let absolute = try absolute(path)
        guard profile.hasSize else { return try listedSize(of: path) }
        // Some servers count line ends in ASCII mode, which listings leave behind.
        let reply = try command(["TYPE I", "SIZE " + absolute], about: path)
        switch reply.code {
        case 213:
            guard let size = Int(reply.text.filter { !$0.isWhitespace }), size >= 0 else {
                throw TransferError(.listing, .strangeSize(SafeText(path), reply.said), reply: reply.code)
            }
            return size
        case 550, 450: return nil
        case 500, 502, 504:
            profile.hasSize = false
            return try listedSize(of: path)
        default: throw refusal(reply, SafeText(path))
        }
    }

    private func listedSize(of path: String) throws(TransferError) -> Int? {
        let (folder, name) = split(path)
        return try currentList(folder).first { $0.name == name && $0.kind == .file }?.size
    }

    private func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return ("", path) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    /// The entries of a folder. One that is not there is an empty one on some servers, `.missing` on others.
    public func list(_ folder: String) async throws(TransferError) -> [RemoteFile] {
        try await persist { () throws(TransferError) in try self.currentList(folder) }
    }

    func currentList(_ folder: String) throws(TransferError) -> [RemoteFile] {
        let exchange = Exchange(wanted: 256 << 20, meter: meter, bandwidth: bandwidth)
        let form = profile.listing
        let run = Run(deed: .list(form == .mlsd ? "MLSD" : "LIST"), path: try absolute(folder))
        let code = try self.run(run, exchange)
        let reply = exchange.lastReply
        // Servers differ in what they say of a folder that is not there, or is empty.
        if code != CURLE_OK, let reply, [450, 550].contains(reply.code) {
            throw TransferError(.missing, .noFolder(SafeText(folder), reply.said), reply: reply.code)
        }
        guard code == CURLE_OK else { throw judge(code, exchange, folder) }
        let parsed = Listing.parse(String(decoding: exchange.received, as: UTF8.self), form)
        let isCut = exchange.replies.contains { $0.code >= 200 && $0.text.lowercased().contains("truncated") }
        var sizes: [String: Int?] = [:]
        for file in parsed.files where sizes.updateValue(file.size, forKey: file.name) != nil {
            throw TransferError(.listing, .twice(SafeText(folder), SafeText(file.name)), hint: .doubtListing)
        }
        guard !isCut, parsed.unread == 0 || !parsed.files.isEmpty else {
            throw TransferError(.listing, .unreadableListing(SafeText(folder)), hint: .doubtListing)
        }
        return parsed.files
    }

    /// `count` bytes from `offset` on, exactly; or all that follows. Fewer bytes are an error: `.short` where the file
    /// is too small, `.cut` where the line was. One that is not there is `.missing`.
    ///
    /// A part in the middle of a large file costs a new login: FTP knows an offset to begin at, and no end.
    public func download(_ path: String, from offset: Int = 0, count: Int? = nil) async throws(TransferError) -> [UInt8]
    {
        guard offset >= 0, count ?? 0 >= 0 else { throw TransferError(.usage, .badPath(SafeText(path))) }
        return try await persist { () throws(TransferError) in
            if count == 0 { return [] }
            return try self.currentDownload(path, from: offset, count: count)
        }
    }

    /// As much as `arrival` wants, from `offset` on: each part can be had as soon as it is here. Returns when it ended.
    public func download(_ path: String, from offset: Int, into arrival: Arrival) async {
        do throws(TransferError) {
            _ = try await persist { () throws(TransferError) in
                try self.currentDownload(path, from: offset, count: arrival.count, into: arrival)
            }
            arrival.end(.success(()))
        } catch { arrival.end(.failure(error)) }
    }

    func currentDownload(
        _ path: String, from offset: Int, count: Int?, into arrival: Arrival? = nil
    ) throws(TransferError) -> [UInt8] {
        let absolute = try absolute(path)
        let skipped = profile.hasRanges ? 0 : offset
        let whole = count == nil ? try knownSize(of: path) : nil
        let wanted = count ?? max(0, (whole ?? 0) - offset)
        guard wanted > 0 else {
            guard offset <= whole ?? 0 else { throw short(path, whole ?? 0, offset, wanted) }
            return []
        }
        // What would come in the time of a login is cheaper to read and drop than to cut off.
        let surplus = min(8 << 20, max(65_536, Int(loginSeconds * speed)))
        arrival?.begin(skipped)
        let exchange = Exchange(
            wanted: wanted + skipped, surplus: surplus, meter: meter, bandwidth: bandwidth, into: arrival,
            beginsLater: offset > skipped)
        if arrival == nil { exchange.received.reserveCapacity(min(wanted + skipped, 64 << 20)) }
        let run = Run(deed: .download(from: offset - skipped), path: absolute)
        let code = try self.run(run, exchange)
        // Without that reply the bytes are those of the beginning.
        if code == CURLE_OK || exchange.receivedCount > 0, !exchange.hasBegunThere {
            profile.hasRanges = false
            return try currentDownload(path, from: offset, count: wanted, into: arrival)
        }
        if exchange.receivedCount == wanted + skipped {
            return skipped == 0 || arrival != nil ? exchange.received : Array(exchange.received[skipped...])
        }
        // Too few: because the line was cut, or because there are no more?
        if let size = try currentSize(of: path) {
            guard size >= offset + wanted else { throw short(path, size, offset, wanted) }
        } else {
            throw TransferError(.missing, .noFile(SafeText(path), SafeText(server.url)), reply: 550)
        }
        throw judge(code, exchange, path)
    }

    private func knownSize(of path: String) throws(TransferError) -> Int {
        guard let size = try currentSize(of: path) else {
            throw TransferError(.missing, .noFile(SafeText(path), SafeText(server.url)), reply: 550)
        }
        return size
    }

    private func short(_ path: String, _ size: Int, _ offset: Int, _ wanted: Int) -> TransferError {
        TransferError(.short, .tooShort(SafeText(path), size, offset, wanted))
    }

    /// Removes a file; one that is not there is no error.
    public func remove(_ path: String) async throws(TransferError) {
        try await persist { () throws(TransferError) in try self.currentRemove(path) }
    }

    func currentRemove(_ path: String) throws(TransferError) {
        let reply = try command(["DELE " + (try absolute(path))], about: path)
        guard reply.isFailure else { return }
        if [450, 550].contains(reply.code), try currentSize(of: path) == nil { return }
        throw refusal(reply, SafeText(path))
    }

    /// Gives a file its other name. What has that name already stays, and is an error.
    public func rename(_ old: String, to new: String) async throws(TransferError) {
        var hasBegun = false
        try await persist { () throws(TransferError) in
            let there = try self.currentSize(of: new)
            if hasBegun, there != nil, try self.currentSize(of: old) == nil { return }
            guard there == nil else { throw TransferError(.exists, .exists(SafeText(new), SafeText(self.server.url))) }
            hasBegun = true
            try self.currentRename(old, to: new)
        }
    }

    private func currentRename(_ old: String, to new: String) throws(TransferError) {
        if profile.encryption == .tls13 {
            // Each run has a login of its own there: both in one.
            let reply = try command(["RNFR " + (try absolute(old)), "RNTO " + (try absolute(new))], about: old)
            guard reply.isFailure else { return }
            throw refusal(reply, SafeText(old))
        }
        let first = try command(["RNFR " + (try absolute(old))], about: old)
        guard !first.isFailure else {
            if [450, 550].contains(first.code), try currentSize(of: old) == nil {
                throw TransferError(.missing, .noFile(SafeText(old), SafeText(server.url)), reply: first.code)
            }
            throw refusal(first, SafeText(old))
        }
        let second = try command(["RNTO " + (try absolute(new))], about: new)
        guard second.isFailure else { return }
        throw refusal(second, SafeText(new))
    }
}
