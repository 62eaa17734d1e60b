import CCurl
import Glibc
import Synchronization

/// A `CURL *`, and the `CURLM *` that keeps its connection. Used by one thread at a time.
final class Handle {
    private let pointer, lines: OpaquePointer
    /// `CURLOPT_ERRORBUFFER`.
    private let complaint: UnsafeMutablePointer<CChar>

    /// Nil: no memory.
    init?() {
        guard Handle.library == CURLE_OK, let pointer = curl_easy_init() else { return nil }
        guard let lines = curl_multi_init() else {
            curl_easy_cleanup(pointer)
            return nil
        }
        self.pointer = OpaquePointer(pointer)
        self.lines = OpaquePointer(lines)
        complaint = .allocate(capacity: uc_curl_error_size)
        complaint.initialize(repeating: 0, count: uc_curl_error_size)
    }

    deinit {
        withoutBrokenPipe {
            curl_easy_cleanup(raw)
            // Says QUIT and closes what was kept.
            curl_multi_cleanup(UnsafeMutableRawPointer(lines))
        }
        complaint.deallocate()
    }

    private var raw: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) }

    /// `curl_global_init`, once.
    private static let library = curl_global_init(uc_curl_global_all)

    /// Forgets all options; connections stay.
    func reset() {
        curl_easy_reset(raw)
        complaint[0] = 0
        uc_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, complaint)
    }

    // The results are not looked at: every option here is in libcurl 7.88, and a lack of memory shows at `run`.
    func set(_ option: CURLoption, _ value: Int) { uc_curl_set_long(raw, option, value) }
    func set(_ option: CURLoption, _ value: Bool) { uc_curl_set_long(raw, option, value ? 1 : 0) }
    func set(_ option: CURLoption, _ value: String) { uc_curl_set_string(raw, option, value) }
    func setOffset(_ option: CURLoption, _ value: Int) { uc_curl_set_offset(raw, option, curl_off_t(value)) }

    /// What is sent as a body (`CURLOPT_COPYPOSTFIELDS`): libcurl keeps a copy until the next one.
    func setBody(_ bytes: [UInt8]) {
        setOffset(CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
        // Of no bytes there is no address, and none would mean that the read function is asked.
        _ = (bytes + [0]).withUnsafeBufferPointer {
            uc_curl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
        }
    }

    /// One transfer (`curl_multi_perform` until it is done), with `commands` first, and `last` right before its own command.
    /// Blocks.
    func run(_ exchange: Exchange, commands: [String], last: [String]) -> CURLcode {
        // `*`: a refusal is read from the replies; libcurl itself would drop the connection.
        run(
            exchange,
            lists: [(CURLOPT_QUOTE, commands.map { "*" + $0 }), (CURLOPT_PREQUOTE, last.map { "*" + $0 })])
    }

    /// One transfer, with options that are lists. Blocks.
    func run(_ wire: any Wire, lists: [(CURLoption, [String])]) -> CURLcode {
        let lists = lists.map { ($0, Handle.list($1)) }
        defer { for (_, list) in lists { curl_slist_free_all(list) } }
        for (option, list) in lists { uc_curl_set_list(raw, option, list) }
        let box = WireBox(wire)
        let context = Unmanaged.passUnretained(box).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA] {
            uc_curl_set_pointer(raw, option, context)
        }
        uc_curl_set_bytes(raw, CURLOPT_WRITEFUNCTION, curlWrites)
        uc_curl_set_bytes(raw, CURLOPT_READFUNCTION, curlReads)
        uc_curl_set_bytes(raw, CURLOPT_HEADERFUNCTION, curlHears)
        uc_curl_set_progress(raw, curlAsksWhetherToGoOn)
        set(CURLOPT_NOPROGRESS, false)
        return withExtendedLifetime(box) { withoutBrokenPipe { perform() } }
    }

    private static func list(_ texts: [String]) -> UnsafeMutablePointer<curl_slist>? {
        texts.reduce(nil) { list, text in curl_slist_append(list, text) ?? list }
    }

    /// As `curl_easy_perform`, which would wait up to a second at a time: libcurl 7.88 sometimes waits for the wrong line
    /// while a data line is opened, and then each transfer would take that second.
    private func perform() -> CURLcode {
        let lines = UnsafeMutableRawPointer(lines)
        guard curl_multi_add_handle(lines, raw) == CURLM_OK else { return CURLE_FAILED_INIT }
        defer { curl_multi_remove_handle(lines, raw) }
        var running: Int32 = 1
        while running > 0 {
            guard curl_multi_perform(lines, &running) == CURLM_OK else { return CURLE_OUT_OF_MEMORY }
            if running > 0 { curl_multi_poll(lines, nil, 0, 10, nil) }
        }
        var left: Int32 = 0
        while let message = curl_multi_info_read(lines, &left) {
            if message.pointee.msg == CURLMSG_DONE { return message.pointee.data.result }
        }
        return CURLE_FAILED_INIT
    }

    /// What libcurl said of the last run.
    var said: String { String(cString: complaint) }
    /// Connections made by the last run: 0 where the kept one served (`CURLINFO_NUM_CONNECTS`).
    var connectionsMade: Int { uc_curl_long(raw, CURLINFO_NUM_CONNECTS) }
    /// The folder that the login led to (`CURLINFO_FTP_ENTRY_PATH`).
    var entryFolder: String? { uc_curl_string(raw, CURLINFO_FTP_ENTRY_PATH).map { String(cString: $0) } }
    /// `CURLINFO_PRIMARY_IP`
    var address: String? { uc_curl_string(raw, CURLINFO_PRIMARY_IP).map { String(cString: $0) } }
}

/// Runs `body` with SIGPIPE held back on this thread: OpenSSL may write into a line that was cut.
private func withoutBrokenPipe<T>(_ body: () -> T) -> T {
    var pipe = sigset_t()
    var before = sigset_t()
    var pending = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    sigpending(&pending)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let result = body()
    if sigismember(&pending, SIGPIPE) == 0 {
        var now = timespec()
        _ = sigtimedwait(&pipe, nil, &now)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return result
}
