import CCurl
import Glibc
import Text

/// What is to be stored on a server.
public enum Upload: Sendable {
    case bytes([UInt8])
    /// A file of this machine. Its first `size` bytes are sent.
    case file(path: String, size: Int)

    /// Bytes.
    public var size: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let size): size
        }
    }
}

extension Connection {
    /// Stores a new file. One of that name stays as it is, and is an error. When this returns, the server has said that
    /// the file has every byte: nothing else is believed, neither a 226 nor a 426.
    ///
    /// A try that was cut is begun anew, since some servers leave holes or keep old bytes. Where appending was proved, a
    /// large file goes on from where it was cut, once its last bytes are seen to be the right ones.
    public func upload(_ content: Upload, to path: String) async throws(TransferError) {
        var hasBegun = false
        do throws(TransferError) {
            try await persist { () throws(TransferError) in
                let there = try self.currentSize(of: path)
                if hasBegun, there == content.size { return }
                var start = 0
                if let there {
                    guard hasBegun else {
                        throw TransferError(.exists, .exists(SafeText(path), SafeText(self.server.url)))
                    }
                    if try self.canGoOn(content, path, from: there) {
                        start = there
                    } else {
                        try self.currentRemove(path)
                    }
                }
                hasBegun = true
                try self.store(content, path, from: start)
            }
        } catch {
            if hasBegun { throw await clean(path, after: error) }
            throw error
        }
    }

    /// Bytes of the end that are compared before more is put behind them.
    private static let compared = 65_536

    /// Whether the server has the first `size` bytes of it, as far as their end tells, and can be sent the rest alone.
    private func canGoOn(_ content: Upload, _ path: String, from size: Int) throws(TransferError) -> Bool {
        guard profile.canAppend == true, profile.hasRanges, case .file = content, size < content.size,
            size >= Connection.compared
        else { return false }
        let (source, descriptor) = try open(content)
        defer { if descriptor >= 0 { Glibc.close(descriptor) } }
        let here = Exchange(
            source: source, from: size - Connection.compared, meter: TransferMeter(), bandwidth: Bandwidth(nil))
        var bytes = [UInt8](repeating: 0, count: Connection.compared)
        let count = bytes.withUnsafeMutableBytes { here.read(into: $0) }
        guard count == bytes.count else { return false }
        return try currentDownload(path, from: size - Connection.compared, count: count) == bytes
    }

    /// One STOR, or an APPE of what follows `start`, and what the server has then.
    func store(_ content: Upload, _ path: String, from start: Int = 0) throws(TransferError) {
        let (source, descriptor) = try open(content)
        defer { if descriptor >= 0 { Glibc.close(descriptor) } }
        let exchange = Exchange(source: source, from: start, meter: meter, bandwidth: bandwidth)
        let run = Run(deed: .upload(size: content.size - start, appends: start > 0), path: try absolute(path))
        let code = try self.run(run, exchange)
        let failure = code == CURLE_OK ? nil : judge(code, exchange, path)
        // Without all bytes sent it cannot be whole; a refusal before the first byte says enough.
        if let failure, exchange.sent < content.size || !failure.isPassing { throw failure }
        let size = try currentSize(of: path)
        if size == content.size { return }
        // It did not do what it did when it was tried: never again.
        if start > 0 { profile.canAppend = false }
        throw failure ?? TransferError(.lost, .lost(SafeText(path), size, content.size), hint: .lostHint)
    }

    private func open(_ content: Upload) throws(TransferError) -> (Exchange.Source, Int32) {
        switch content {
        case .bytes(let bytes): return (.bytes(bytes), -1)
        case .file(let path, let size):
            let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw TransferError(.local, .localFile(SafeText(path), errno)) }
            return (.file(descriptor, size: size), descriptor)
        }
    }

    /// Takes away what a failed upload left, and gives back the error that counts: the first one.
    private func clean(_ path: String, after error: TransferError) async -> TransferError {
        // It failed already: whether the rest of it can be removed does not change that. `removeDrafts` comes later.
        _ = try? currentRemove(path)
        return error
    }
}
