import CNbd

extension NBDConnection {
    /// At most so much is asked about at once: a request's length has 32 bits, and servers round up to their blocks.
    private static let longest: UInt64 = 1 << 31

    /// What every granted context says of `range`: extents without gaps, cut to it, equal neighbours joined.
    ///
    /// A server may answer for less than it was asked, and for each context as it likes: what is missing is asked again.
    func status(of range: Range<UInt64>, contexts: [NBDContext]) throws -> [NBDContext: [NBDExtent]] {
        let handle = try handle()
        let answers = StatusAnswers(range: range, contexts: contexts)
        while let start = answers.firstUnknown {
            let count = min(range.upperBound - start, Self.longest)
            try ask(handle, start, count, answers)
            if let next = answers.firstUnknown, next <= start {
                throw NBDError(
                    code: .protocolBroken, message: "the server answers nothing about its blocks",
                    call: "nbd_aio_block_status", object: handle.object, offset: start)
            }
        }
        return answers.found
    }

    private func ask(_ handle: NBDHandle, _ start: UInt64, _ count: UInt64, _ answers: StatusAnswers) throws {
        let box = Unmanaged.passRetained(answers)
        // libnbd frees it, whether the call succeeds or not.
        let callback = nbd_extent_callback(
            callback: { data, context, offset, entries, count, _ in
                guard let data, let context, let entries else { return -1 }
                Unmanaged<StatusAnswers>.fromOpaque(data).takeUnretainedValue().add(
                    NBDContext(rawValue: String(cString: context)), at: offset,
                    UnsafeBufferPointer(start: entries, count: count))
                return 0
            },
            user_data: box.toOpaque(),
            free: { data in
                if let data { Unmanaged<StatusAnswers>.fromOpaque(data).release() }
            })
        let call = "nbd_aio_block_status"
        let cookie = try handle.check(call, at: start) {
            nbd_aio_block_status($0, count, start, callback, nbd_completion_callback(), 0)
        }
        try handle.wait(call, at: start) { () throws(NBDError) in try handle.isAnswered(cookie, call, at: start) }
    }
}

/// What came so far, by context. Filled by libnbd inside calls of the connection's own queue.
private final class StatusAnswers {
    let range: Range<UInt64>
    private(set) var found: [NBDContext: [NBDExtent]]

    init(range: Range<UInt64>, contexts: [NBDContext]) {
        self.range = range
        found = Dictionary(contexts.map { ($0, []) }, uniquingKeysWith: { first, _ in first })
    }

    /// The first byte that one of the contexts has not told about; nil when all is known.
    var firstUnknown: UInt64? {
        let starts = found.values.map { $0.last?.range.upperBound ?? range.lowerBound }
        guard let start = starts.min(), start < range.upperBound else { return nil }
        return start
    }

    /// `entries`: length and flags in turn.
    func add(_ context: NBDContext, at offset: UInt64, _ entries: UnsafeBufferPointer<UInt32>) {
        guard var extents = found.removeValue(forKey: context) else { return }
        var start = offset
        for index in stride(from: 0, to: entries.count - 1, by: 2) {
            let end = start + UInt64(entries[index])
            let known = extents.last?.range.upperBound ?? range.lowerBound
            // Asked again for another context's sake: what is known already is skipped.
            let (from, to) = (max(start, known), min(end, range.upperBound))
            if from < to, from == known { extend(&extents, NBDExtent(from..<to, flags: entries[index + 1])) }
            start = end
        }
        found[context] = extents
    }

    private func extend(_ extents: inout [NBDExtent], _ extent: NBDExtent) {
        if let last = extents.last, last.flags == extent.flags {
            extents[extents.count - 1].range = last.range.lowerBound..<extent.range.upperBound
        } else {
            extents.append(extent)
        }
    }
}
