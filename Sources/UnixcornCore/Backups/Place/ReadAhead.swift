/// Reads more of a pack than was asked for, and gives it out later: FTP can begin anywhere in a file but not end there, so
/// that each part in the middle costs a new login.
///
/// Files of a repository never change: only how long a part is kept says how old it can be.
actor ReadAhead {
    /// A part of a file that is read, or being read.
    private struct Window {
        let file: FileName
        let range: Range<Int>
        let arrival: Arrival
        let download: Task<Void, Never>
        var lastUse: ContinuousClock.Instant
        /// Bytes that were given out.
        var given = 0
    }

    private static let firstSize = 1 << 20, mostSize = 64 << 20
    /// So many windows at once: two packs that are read side by side.
    private static let mostWindows = 2
    /// A server is asked again after this long: what is checked must come from it.
    private static let mostAge = Duration.seconds(30)

    private let connection: Connection
    private var windows: [Window] = []
    private var sizes: [FileName: Int] = [:]

    init(_ connection: Connection) { self.connection = connection }

    /// `count` bytes from `offset` on, exactly.
    func read(_ file: FileName, from offset: Int, count: Int) async throws(TransferError) -> [UInt8] {
        let wanted = offset..<offset + count
        drop { $0.arrival.hasEnded && $0.lastUse.duration(to: .now) > ReadAhead.mostAge }
        if let window = windows.last(where: { $0.file == file && $0.range.contains(wanted) }) {
            return try await bytes(wanted, of: window)
        }
        let size = try await size(of: file)
        // Somebody else may have begun it meanwhile.
        if let window = windows.last(where: { $0.file == file && $0.range.contains(wanted) }) {
            return try await bytes(wanted, of: window)
        }
        guard wanted.upperBound <= size else {
            return try await connection.download(file.path, from: offset, count: count)
        }
        return try await bytes(wanted, of: open(file, wanted, size))
    }

    func forget(_ file: FileName) {
        drop { $0.file == file }
        sizes[file] = nil
    }

    private func size(of file: FileName) async throws(TransferError) -> Int {
        if let size = sizes[file] { return size }
        // One that is missing is told by the read that follows.
        guard let size = try await connection.size(of: file.path) else { return 0 }
        if sizes.count > 10_000 { sizes = [:] }
        sizes[file] = size
        return size
    }

    /// All of `range` will be asked for soon.
    func expect(_ file: FileName, _ range: Range<Int>) {
        guard !windows.contains(where: { $0.file == file && $0.range.contains(range.lowerBound) }) else { return }
        begin(file, range.lowerBound..<min(range.upperBound, range.lowerBound + ReadAhead.mostSize))
    }

    /// A window from where `wanted` begins: twice the last one where it goes on from there, small at a new place.
    private func open(_ file: FileName, _ wanted: Range<Int>, _ size: Int) -> Window {
        let before = windows.last { window in
            window.file == file
                && (window.range.lowerBound...window.range.upperBound + ReadAhead.firstSize)
                    .contains(wanted.lowerBound)
        }
        let length = max(
            wanted.count, min(ReadAhead.mostSize, before.map { $0.range.count * 2 } ?? ReadAhead.firstSize))
        windows.removeAll { $0.file == file && $0.range == before?.range }
        return begin(file, wanted.lowerBound..<min(size, wanted.lowerBound + length))
    }

    @discardableResult
    private func begin(_ file: FileName, _ range: Range<Int>) -> Window {
        let (connection, arrival) = (connection, Arrival(count: range.count))
        let window = Window(
            file: file, range: range, arrival: arrival,
            download: Task { await connection.download(file.path, from: range.lowerBound, into: arrival) },
            lastUse: .now)
        windows = windows.suffix(ReadAhead.mostWindows - 1) + [window]
        return window
    }

    private func bytes(_ wanted: Range<Int>, of window: Window) async throws(TransferError) -> [UInt8] {
        let start = wanted.lowerBound - window.range.lowerBound
        do throws(TransferError) {
            let bytes = try await arrived(start..<start + wanted.count, of: window)
            if let place = windows.firstIndex(where: { $0.arrival === window.arrival }) {
                windows[place].given += bytes.count
                windows[place].lastUse = .now
                // Nobody asks for the same again: its memory is free for the next one.
                if windows[place].given >= window.range.count { windows.remove(at: place) }
            }
            return bytes
        } catch {
            drop { $0.arrival === window.arrival }
            // Another reader's cancel is not this one's.
            if !Task.isCancelled, error.kind == .cancelled {
                return try await connection.download(window.file.path, from: wanted.lowerBound, count: wanted.count)
            }
            throw error
        }
    }

    private func arrived(_ part: Range<Int>, of window: Window) async throws(TransferError) -> [UInt8] {
        let result = await withTaskCancellationHandler {
            do throws(TransferError) {
                return Result<[UInt8], TransferError>.success(try await window.arrival.bytes(part))
            } catch { return .failure(error) }
        } onCancel: {
            window.download.cancel()
        }
        return try result.get()
    }

    private func drop(where isOld: (Window) -> Bool) { windows.removeAll(where: isOld) }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        other.lowerBound >= lowerBound && other.upperBound <= upperBound
    }
}
