import Text

/// One disk that an NBD server offers on a unix socket: a running guest's in a backup, or an image behind `qemu-nbd`.
///
/// Nothing here blocks the caller's thread: each export waits on a queue of its own. The connection closes when the last
/// copy of the value is dropped. One read at a time; more connections read more at a time.
public struct NBDExport: Sendable {
    /// The server's socket.
    public let socket: String
    /// The export's name; empty for the default one.
    public let name: String
    private let facts: NBDFacts
    /// The one that is asked about the export.
    let connection: NBDConnection
    /// More of them, to read and write over.
    private let others: [NBDConnection]

    var connections: [NBDConnection] { [connection] + others }

    /// Bytes.
    public var size: UInt64 { facts.size }
    public var isReadOnly: Bool { facts.isReadOnly }
    /// Those of the contexts asked for that the server grants. A bitmap that is broken or gone is simply not there.
    public var contexts: [NBDContext] { facts.contexts }
    /// Bytes that every offset and length must be a multiple of, and that it should be.
    public var minimumBlock: Int { facts.minimumBlock }
    public var preferredBlock: Int { facts.preferredBlock }

    /// Connections for all of a disk: a socket holds 200 kB, so that server and reader wait for each other on one alone.
    public static let connectionsOfDisk = 3

    /// Connects to a server (`nbd_aio_connect_unix`).
    /// - Parameters:
    ///   - socket: path of the unix socket, 107 bytes at most.
    ///   - bitmap: the dirty bitmap to ask for as well, as its export names it.
    ///   - connections: how many to make.
    ///   - patience: seconds for which the server may say nothing, now and in every later call.
    /// - Throws: `NBDError`: `.missing` or `.refused` without a server, `.timedOut`; `CancellationError`.
    public static func open(
        socket: String, name: String = "", bitmap: String? = nil, connections: Int = 1, patience: Double = 30
    ) async throws -> NBDExport {
        let object = name.isEmpty ? socket : name + " at " + socket
        let connection = NBDConnection(object: object)
        let contexts = [NBDContext.allocation] + (bitmap.map { [.bitmap($0)] } ?? [])
        let facts = try await connection.connect(socket: socket, name: name, contexts: contexts, patience: patience)
        var others: [NBDConnection] = []
        for _ in 1..<max(1, connections) {
            let other = NBDConnection(object: object)
            _ = try await other.connect(socket: socket, name: name, contexts: [], patience: patience)
            others.append(other)
        }
        return NBDExport(socket: socket, name: name, facts: facts, connection: connection, others: others)
    }

    /// What every granted context says of `range`, or of the whole export: extents without gaps, in order, equal
    /// neighbours joined, whatever portions the server answers in (`nbd_aio_block_status`).
    public func blockStatus(of range: Range<UInt64>? = nil) async throws -> [NBDContext: [NBDExtent]] {
        let range = range ?? 0..<size
        guard !facts.contexts.isEmpty else {
            throw NBDError(
                code: .unsupported, message: "the server tells nothing about its blocks", call: "nbd_can_meta_context",
                object: name.isEmpty ? socket : name + " at " + socket)
        }
        return try await connection.status(of: range, contexts: facts.contexts)
    }

    /// What is to be read of `range`, or of the whole export: all that is not zeroes and, where a bitmap was granted,
    /// that has changed.
    public func regions(of range: Range<UInt64>? = nil) async throws -> [NBDRegion] {
        let range = range ?? 0..<size
        // A server that tells nothing has to be read whole.
        guard !facts.contexts.isEmpty else { return range.isEmpty ? [] : [NBDRegion(range, .data)] }
        let found = try await blockStatus(of: range)
        return NBDRegion.regions(
            allocation: found[.allocation] ?? [NBDExtent(range, flags: 0)],
            dirty: facts.contexts.first { $0.isBitmap }.flatMap { found[$0] })
    }

    /// Reads `ranges` and hands their bytes out in that order, with several requests under way (`nbd_aio_pread`).
    ///
    /// The next pieces come from the server while `consume` works; not many more are asked for than it takes, but what was
    /// asked for is received at once, however long it takes. Each piece comes with its digest, made on the thread that
    /// received it, while its bytes are in that processor's cache. A throw, of the server or of `consume`, and cancelling the
    /// task close the connection.
    /// - Parameters:
    ///   - pieceSize: bytes of a piece at most, up to 32 MiB; pieces are cut at multiples of it.
    ///   - depth: requests of 256 KiB under way. Twice as much is held in memory.
    ///   - consume: must not use this export.
    /// - Throws: `NBDError` with the offset; `CancellationError`; what `consume` throws.
    public func read(
        _ ranges: [Range<UInt64>], pieceSize: Int = 1 << 20, depth: Int = 16,
        _ consume: @Sendable (NBDPiece) async throws -> Void
    ) async throws {
        guard connection.beginReading() else {
            throw NBDError(
                code: .busy, message: "another read of this connection is under way", call: "nbd_aio_pread",
                object: name.isEmpty ? socket : name + " at " + socket)
        }
        defer { connection.endReading() }
        let (connections, size) = (connections, min(max(pieceSize, 512), 32 << 20))
        let depth = max(1, depth / connections.count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            var inboxes: [NBDInbox] = []
            do {
                for (number, connection) in connections.enumerated() {
                    let pieces = PieceRanges(ranges: ranges, size: size, first: number, step: connections.count)
                    let inbox = NBDInbox(idle: try await connection.memory(pieces, depth: depth))
                    inboxes.append(inbox)
                    group.addTask {
                        await connection.receive(pieces, depth: depth, into: inbox)
                    }
                }
                try await hand(out: inboxes, consume)
            } catch {
                for inbox in inboxes { inbox.abandon() }
                try await group.waitForAll()
                await close()
                throw error
            }
        }
    }

    /// Takes from each inbox in turn, as the pieces were dealt out.
    private func hand(out inboxes: [NBDInbox], _ consume: @Sendable (NBDPiece) async throws -> Void) async throws {
        var waiting = inboxes.map { _ in ArraySlice<NBDPiece>() }
        var turn = 0
        while true {
            if waiting[turn].isEmpty { waiting[turn] = try await inboxes[turn].next()[...] }
            // The first that has no more: neither have the others.
            guard let piece = waiting[turn].popFirst() else { return }
            try await consume(piece)
            guard piece.isLast else { continue }
            inboxes[turn].giveBack(piece)
            turn = (turn + 1) % inboxes.count
        }
    }

    /// The bytes of one range, at once in memory.
    public func bytes(in range: Range<UInt64>) async throws -> [UInt8] {
        let collected = Collected()
        try await read([range]) { await collected.add($0.bytes) }
        return await collected.bytes
    }

    /// Closes the connection; later calls throw `.ended`. A server that serves once then ends.
    public func close() async { for connection in connections { await connection.close() } }
}

private actor Collected {
    var bytes: [UInt8] = []
    func add(_ more: [UInt8]) { bytes += more }
}
