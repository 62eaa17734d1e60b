// Glibc before any other C module: the first one that the compiler reads in a module owns the system's structs.
// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNbd
import Digest

extension NBDConnection {
    /// Memory for pieces of that size, kept for the next read. No read may be under way.
    func memory(_ pieces: PieceRanges, depth: Int) throws(NBDError) -> [PieceMemory] {
        // Most may be small, with one request for what comes together; of the largest there are two.
        let requests = (pieces.size + NBDHandle.requestSize - 1) / NBDHandle.requestSize
        let count = requests <= 4 ? depth : max(2, 2 * depth / requests)
        return try handle().memories(max(2, count), of: pieces.size)
    }

    /// Receives `pieces` in their order, with `depth` requests under way, until all are in the inbox or nobody takes them
    /// any more. After a failure the connection is closed, since answers may still be on their way.
    func receive(_ pieces: PieceRanges, depth: Int, into inbox: NBDInbox) {
        do {
            var reading = Reading(try handle(), pieces, depth, inbox)
            try reading.run()
            inbox.end(.success(()))
        } catch {
            close()
            inbox.end(.failure(error))
        }
    }
}

/// Requests under way, in the order in which they are handed out.
private struct Reading {
    private struct Request {
        var cookie: Int64
        var memory: PieceMemory
        /// The pieces that come together, and what of them this is: all of several, or a part of one.
        var pieces: [Range<UInt64>]
        var range: Range<UInt64>
        var endsPiece: Bool

        func bytes(_ range: Range<UInt64>) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(
                start: memory.pointer + Int(range.lowerBound - pieces[0].lowerBound), count: range.count)
        }
    }

    private let handle: NBDHandle
    private let depth: Int
    private let inbox: NBDInbox
    private var pieces: PieceRanges.Iterator
    /// The next pieces to be asked for; nil after the last.
    private var upcoming: [Range<UInt64>]?
    /// The pieces that are being asked for, and what of them was not asked for yet.
    private var asking: (memory: PieceMemory, pieces: [Range<UInt64>], rest: Range<UInt64>)?
    private var requests: [Request] = []

    init(_ handle: NBDHandle, _ pieces: PieceRanges, _ depth: Int, _ inbox: NBDInbox) {
        self.handle = handle
        self.depth = max(1, depth)
        self.inbox = inbox
        self.pieces = pieces.makeIterator()
        upcoming = self.pieces.next()
    }

    /// Answers are taken as they come, whatever the taker does: only asking waits for it.
    mutating func run() throws {
        var hash = try SHA256()
        while true {
            try fill()
            guard let first = requests.first else {
                guard asking != nil || upcoming != nil else { return }
                try Task.checkCancellation()
                inbox.waitForTaker()
                continue
            }
            let place = first.range.lowerBound
            try handle.wait("nbd_aio_pread", at: place) { () throws(NBDError) in
                try handle.isAnswered(first.cookie, "nbd_aio_pread", at: place)
            }
            requests.removeFirst()
            // The server works on while this is looked at.
            try fill()
            // At once, while the bytes are in this processor's cache.
            guard first.endsPiece else {
                try hash.update(first.bytes(first.range))
                continue
            }
            for piece in first.pieces {
                try hash.update(first.bytes(piece.clamped(to: first.range)))
                let digest = try hash.finish()
                hash = try SHA256()
                inbox.put(
                    NBDPiece(
                        offset: piece.lowerBound, count: piece.count, digest: digest, memory: first.memory,
                        place: Int(piece.lowerBound - first.pieces[0].lowerBound),
                        isLast: piece == first.pieces.last))
            }
        }
    }

    private mutating func fill() throws {
        if inbox.isAbandoned { throw CancellationError() }
        while requests.count < depth {
            if asking == nil, let next = upcoming, let memory = inbox.memory() {
                asking = (memory, next, next[0].lowerBound..<next[next.count - 1].upperBound)
                upcoming = pieces.next()
            }
            guard let (memory, together, rest) = asking else { return }
            let range = rest.prefix(NBDHandle.requestSize)
            let place = memory.pointer + Int(range.lowerBound - together[0].lowerBound)
            let cookie = try handle.check("nbd_aio_pread", at: range.lowerBound) {
                nbd_aio_pread($0, place, range.count, range.lowerBound, nbd_completion_callback(), 0)
            }
            let isLast = range.upperBound == rest.upperBound
            asking = isLast ? nil : (memory, together, range.upperBound..<rest.upperBound)
            requests.append(
                Request(cookie: cookie, memory: memory, pieces: together, range: range, endsPiece: isLast))
        }
    }
}

extension Range<UInt64> {
    fileprivate func prefix(_ count: Int) -> Range { lowerBound..<Swift.min(upperBound, lowerBound + UInt64(count)) }
}
