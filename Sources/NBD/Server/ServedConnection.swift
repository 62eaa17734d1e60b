import Dispatch
import Glibc
import Synchronization

/// One client: a thread that takes requests, tasks that read, a thread that sends answers in whatever order they are
/// ready ("Ordering of messages and writes").
final class ServedConnection: Sendable {
    private struct State {
        var answers: [Answer] = []
        /// Requests that are not answered yet, and their bytes.
        var requests = 0
        var bytes = 0
        /// No more requests come.
        var isEnding = false
        var isClosed = false
    }

    private struct Answer {
        var head: [UInt8]
        var data: [UInt8] = []
        /// Bytes that the request asked for.
        var room = 0
    }

    /// So much is asked of the disk at once; the client waits for the rest.
    private static let mostRequests = 64
    private static let mostBytes = 2 * NBDServer.mostBytes

    private let socket: WireSocket
    private let exports: [String: any NBDDisk]
    /// Called once, when the connection is closed.
    private let ended: @Sendable (ServedConnection) -> Void
    private let state = Mutex(State())
    /// Signalled for each answer and at the end; for each answer that was sent.
    private let answered = DispatchSemaphore(value: 0), sent = DispatchSemaphore(value: 0)

    init(
        descriptor: Int32, exports: [String: any NBDDisk], ended: @escaping @Sendable (ServedConnection) -> Void
    ) {
        socket = WireSocket(descriptor: descriptor)
        self.exports = exports
        self.ended = ended
    }

    /// Serves the client until it leaves, on a thread of its own.
    func start() {
        if onOwnThread({ self.serve() }) != 0 { close() }
    }

    /// Cuts the connection; its threads end.
    func cut() {
        state.withLock { if !$0.isClosed { _ = shutdown(socket.descriptor, Int32(SHUT_RDWR)) } }
    }

    private func close() {
        state.withLock { state in
            state.isClosed = true
            _ = Glibc.close(socket.descriptor)
        }
        ended(self)
    }

    private func serve() {
        socket.setPatience(30)
        // A client that hangs up, or that speaks another protocol, is done with: nobody is there to be told.
        guard let disk = try? Handshake(socket: socket, exports: exports).agree() else { return close() }
        socket.setPatience(0)
        guard onOwnThread({ self.sendAnswers() }) == 0 else { return close() }
        while takeRequest(disk) {}
        state.withLock { $0.isEnding = true }
        answered.signal()
    }

    /// Takes one request; false once no more will be taken.
    private func takeRequest(_ disk: any NBDDisk) -> Bool {
        guard let bytes = try? socket.receive(ServedRequest.length), let request = ServedRequest(bytes) else {
            return false
        }
        switch request.command {
        case .disconnect: return false
        case .write:
            // What was to be written follows the request, wanted or not.
            guard request.count <= NBDServer.mostBytes, (try? socket.skip(request.count)) != nil else { return false }
            answer(request, .notPermitted)
        case .trim, .writeZeroes: answer(request, .notPermitted)
        case .flush: answer(request, nil)
        case .read:
            guard let range = request.range(within: disk.size) else {
                answer(request, .invalid)
                return true
            }
            waitForRoom(range.count)
            Task { await self.read(request, range, disk) }
            return true
        case nil: answer(request, .invalid)
        }
        return true
    }

    private func waitForRoom(_ bytes: Int) {
        while true {
            let hasRoom = state.withLock { state in
                guard
                    state.requests == 0
                        || (state.requests < Self.mostRequests && state.bytes + bytes <= Self.mostBytes)
                else { return false }
                state.requests += 1
                state.bytes += bytes
                return true
            }
            if hasRoom { return }
            sent.wait()
        }
    }

    private func read(_ request: ServedRequest, _ range: Range<UInt64>, _ disk: any NBDDisk) async {
        // The disk keeps its reason; the client is told that it failed.
        let data = try? await disk.read(range)
        let isWhole = data?.count == range.count
        let answer = Answer(
            head: request.answer(isWhole ? nil : .inputOutput), data: isWhole ? data ?? [] : [], room: range.count)
        state.withLock { $0.answers.append(answer) }
        answered.signal()
    }

    /// An answer without data, which takes room of its own.
    private func answer(_ request: ServedRequest, _ failure: ServedRequest.Failure?) {
        waitForRoom(0)
        state.withLock { $0.answers.append(Answer(head: request.answer(failure))) }
        answered.signal()
    }

    /// Sends what is ready until all is answered after the last request. One that cannot be sent ends the connection.
    private func sendAnswers() {
        defer { close() }
        while true {
            let (next, isOver) = state.withLock { state in
                let next = state.answers.isEmpty ? nil : state.answers.removeFirst()
                return (next, next == nil && state.isEnding && state.requests == 0)
            }
            if isOver { return }
            guard let next else {
                answered.wait()
                continue
            }
            do throws(WireSocket.Hangup) {
                try socket.send(next.head)
                try socket.send(next.data)
            } catch { cut() }
            state.withLock { state in
                state.requests -= 1
                state.bytes -= next.room
            }
            sent.signal()
        }
    }
}
