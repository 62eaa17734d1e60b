import CLibvirt
import Dispatch
import Synchronization

/// What a console's reader, its writers and libvirt's event thread share.
///
/// libvirt holds one reference as the context of its callback and gives it back through the callback's free function.
final class ConsoleLine: Sendable {
    /// Bytes that may wait for the reader before libvirt is no longer asked for more.
    static let patience = 256 << 10
    private static let always = VIR_STREAM_EVENT_ERROR.rawValue | VIR_STREAM_EVENT_HANGUP.rawValue

    private struct State {
        /// Nil once the console has ended.
        var stream: StreamHandle?
        var received: [UInt8] = []
        var toSend: [UInt8] = []
        var reader: CheckedContinuation<[UInt8]?, Never>?
        var failure: VirtError?
        /// Waits for the connection to go.
        var watch: Task<Void, Never>?
        /// The events that libvirt was asked for last.
        var asked: UInt32 = 0

        var wanted: UInt32 {
            always | (received.count < patience ? VIR_STREAM_EVENT_READABLE.rawValue : 0)
                | (toSend.isEmpty ? 0 : VIR_STREAM_EVENT_WRITABLE.rawValue)
        }

        /// Asks libvirt for the events that are of use now. Local to the client: no word to the daemon.
        mutating func ask() {
            guard let stream, wanted != asked else { return }
            asked = wanted
            virStreamEventUpdateCallback(stream.pointer, Int32(bitPattern: asked))
        }
    }

    private let state = Mutex(State())
    /// Held by the event thread while it is in a callback. Never taken together with a wait for the daemon.
    private let inCallback = Mutex(())
    /// Entered while libvirt's daemon knows of it.
    private let known = DispatchGroup()
    /// The guest, for messages.
    let object: String

    init(object: String) { self.object = object }

    var failure: VirtError? { state.withLock { $0.failure } }
    var isOpen: Bool { state.withLock { $0.stream != nil } }
    /// Whether the daemon has been told of the end, and has answered.
    var isGone: Bool { known.wait(timeout: .now()) == .success }

    /// Waits for the daemon to let go of a console that has ended, two seconds at most.
    func waitUntilGone() { _ = known.wait(timeout: .now() + 2) }

    /// Takes over `stream`, which libvirt has connected to the console, and listens to it.
    func attach(_ stream: StreamHandle) throws(VirtError) {
        let events = Self.always | VIR_STREAM_EVENT_READABLE.rawValue
        state.withLock {
            $0.stream = stream
            $0.asked = events
        }
        known.enter()
        let box = Unmanaged.passRetained(self)
        do throws(VirtError) {
            try check("virStreamEventAddCallback", object) {
                virStreamEventAddCallback(
                    stream.pointer, Int32(bitPattern: events), consoleCallback, box.toOpaque(), releaseConsole)
            }
        } catch {
            // libvirt took nothing, so its free function will not run.
            box.release()
            known.leave()
            state.withLock { $0.stream = nil }
            throw error
        }
    }

    /// Ends with the connection. libvirt's client says nothing to a stream whose daemon was killed or is frozen.
    func end(with connection: AsyncStream<HypervisorEvent>) {
        let watch = Task { [self] in
            for await event in connection {
                guard case .closed = event else { continue }
                return end(
                    VirtError(
                        code: .rpc, message: "the connection to libvirt was lost", call: "virStreamRecv",
                        object: object))
            }
            // The connection was closed on our side, or the console has ended.
            end(nil)
        }
        let isOver = state.withLock { state in
            state.watch = watch
            return state.stream == nil
        }
        if isOver { watch.cancel() }
    }

    /// The next piece for the reader; nil at the end.
    func next() async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            let ready: [UInt8]?? = state.withLock { state in
                guard state.received.isEmpty else {
                    let piece = state.received
                    state.received = []
                    state.ask()
                    return .some(piece)
                }
                // A second reader at the same time gets the end: the stream is for one.
                if state.stream == nil || state.reader != nil { return .some(nil) }
                state.reader = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    func send(_ bytes: [UInt8]) {
        state.withLock { state in
            guard state.stream != nil else { return }
            state.toSend += bytes
            state.ask()
        }
    }

    /// Ends it, once. What was received and not read can still be read.
    func end(_ error: VirtError?) {
        let (stream, reader, watch) = state.withLock { state in
            let parts = (state.stream, state.reader, state.watch)
            if state.stream != nil { state.failure = error }
            state.stream = nil
            state.reader = nil
            state.watch = nil
            state.toSend = []
            return parts
        }
        watch?.cancel()
        reader?.resume(returning: nil)
        guard let stream else { return }
        // Aborting asks the daemon, which may not answer.
        onOwnThread { self.farewell(stream) }
    }
}

extension ConsoleLine {
    private enum Outcome {
        case goesOn
        case over(VirtError?)
    }

    /// On the event loop's thread. `stream` stays valid for the length of the call.
    fileprivate func happened(_ events: Int32, on stream: OpaquePointer) {
        let outcome = inCallback.withLock { _ in
            // A callback that was on its way when the console ended must not touch it any more.
            isOpen ? answer(UInt32(bitPattern: events), on: stream) : .goesOn
        }
        if case .over(let error) = outcome { end(error) }
    }

    private func answer(_ events: UInt32, on stream: OpaquePointer) -> Outcome {
        if events & VIR_STREAM_EVENT_READABLE.rawValue != 0, case .over(let error) = receive(from: stream) {
            return .over(error)
        }
        if events & VIR_STREAM_EVENT_WRITABLE.rawValue != 0, case .over(let error) = transmit(to: stream) {
            return .over(error)
        }
        return events & Self.always == 0 ? .goesOn : .over(nil)
    }

    /// Takes what there is, one buffer at a time so that other callbacks get their turn.
    private func receive(from stream: OpaquePointer) -> Outcome {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = buffer.withUnsafeMutableBytes {
            virStreamRecv(stream, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        switch count {
        case 1...:
            deliver(buffer[..<Int(count)])
            return .goesOn
        // Nothing there after all.
        case -2: return .goesOn
        case 0: return .over(nil)
        default: return .over(lastError("virStreamRecv", object))
        }
    }

    private func deliver(_ bytes: ArraySlice<UInt8>) {
        let reader: CheckedContinuation<[UInt8]?, Never>? = state.withLock { state in
            defer { state.reader = nil }
            if state.reader == nil {
                state.received += bytes
                state.ask()
            }
            return state.reader
        }
        reader?.resume(returning: Array(bytes))
    }

    /// Sends a piece of what waits. Only the event thread sends, so order holds.
    private func transmit(to stream: OpaquePointer) -> Outcome {
        let piece = state.withLock { Array($0.toSend.prefix(4096)) }
        var sent = 0
        if !piece.isEmpty {
            let result = piece.withUnsafeBytes {
                virStreamSend(stream, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
            }
            guard result >= 0 || result == -2 else { return .over(lastError("virStreamSend", object)) }
            sent = max(0, Int(result))
        }
        state.withLock { state in
            // The end empties it from another thread.
            state.toSend.removeFirst(min(sent, state.toSend.count))
            state.ask()
        }
        return .goesOn
    }

    /// Ends what `attach` began: no callback comes after it, and the context goes back to libvirt's free function.
    private func farewell(_ stream: StreamHandle) {
        virStreamEventRemoveCallback(stream.pointer)
        // Aborting pulls the driver from under a stream: the last callback must be over.
        inCallback.withLock { _ in }
        stream.abandon()
        known.leave()
    }
}

/// The one reference to a `virStreamPtr`. `@unchecked Sendable`: libvirt's streams lock themselves, and the pointer
/// never changes.
struct StreamHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Ends the stream (`virStreamAbort`, which asks the daemon and may block) and frees it.
    func abandon() {
        // It fails where the stream has ended by itself; there is nothing left to do then.
        virStreamAbort(pointer)
        virStreamFree(pointer)
    }
}

private let consoleCallback: @convention(c) @Sendable (OpaquePointer?, Int32, UnsafeMutableRawPointer?) -> Void = {
    stream, events, context in
    guard let stream, let context else { return }
    Unmanaged<ConsoleLine>.fromOpaque(context).takeUnretainedValue().happened(events, on: stream)
}

private let releaseConsole: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> Void = { context in
    guard let context else { return }
    Unmanaged<ConsoleLine>.fromOpaque(context).release()
}
