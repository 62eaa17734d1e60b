import CCurl
import Text

/// One login on one server, as an actor on a serial queue of its own: its control line is kept and used again, and opened
/// again when the server has let it go.
///
/// Every function blocks that queue for as long as the server takes, within `Patience`; none blocks Swift's own threads.
/// A cancelled task ends its transfer within a second. Paths are below the server's folder.
public actor Connection {
    public nonisolated let server: Server
    public nonisolated let meter: TransferMeter
    public nonisolated let bandwidth: Bandwidth
    public nonisolated let patience: Patience
    /// What the server can do; obeyed, and corrected where the server says more (its limits).
    public internal(set) var profile: ServerProfile
    let password: Password
    /// Nil until the first command.
    var handle: Handle?
    /// The control line may hold a reply that nobody waits for.
    var isTainted = false
    /// The absolute path of the server's folder, once the login has told where it leads.
    var folder: String?
    /// What a login took, and how fast the last download was (bytes a second): whether reading on is cheaper.
    var loginSeconds = 0.1, speed = 1_000_000.0
    private nonisolated let queue: SerialQueue

    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Nothing is sent yet.
    public init(
        _ server: Server, password: Password, profile: ServerProfile = .cautious,
        meter: TransferMeter = TransferMeter(),
        bandwidth: Bandwidth = Bandwidth(), patience: Patience = Patience()
    ) {
        self.server = server
        self.password = password
        self.profile = profile
        self.meter = meter
        self.bandwidth = bandwidth
        self.patience = patience
        queue = SerialQueue(label: "unixcorn.transfer")
    }

    /// Says goodbye. The next command would open it again.
    public func close() { handle = nil }

    /// Renaming is of no use here: obeyed from now on.
    public func doWithoutRename() { profile.canRename = false }

    /// Connects and logs in, if that is not done yet, and asks for a reply. Throws what is wrong with host, certificate, login or folder.
    public func open() async throws(TransferError) {
        try await persist { () throws(TransferError) in
            try self.command(["TYPE I"], about: "")
            _ = try self.absolute("")
        }
    }

    /// Runs `deed` again, after a pause, for as long as its errors may pass.
    func persist<T>(_ deed: () throws(TransferError) -> T) async throws(TransferError) -> T {
        var attempt = 1
        while true {
            do throws(TransferError) { return try deed() } catch {
                guard error.isPassing, attempt < patience.attempts else { throw error.after(attempt) }
            }
            try await rest(after: attempt)
            attempt += 1
        }
    }

    /// The pause between two tries.
    func rest(after attempt: Int) async throws(TransferError) {
        // A little by chance, so that two programs do not knock at the same moment for ever.
        let pause = patience.pause(after: attempt) * Double.random(in: 0.75...1.25)
        do { try await Task.sleep(for: .seconds(pause)) } catch { throw TransferError(.cancelled, .cancelled) }
    }

    /// The absolute path of `path`. Logs in when that is needed to know it.
    func absolute(_ path: String) throws(TransferError) -> String {
        guard !path.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw TransferError(.usage, .badPath(SafeText(path)))
        }
        let base: String
        if let folder { base = folder } else { base = try findFolder() }
        return path.isEmpty ? base : (base == "/" ? "" : base) + "/" + path
    }

    private func findFolder() throws(TransferError) -> String {
        if !server.folder.hasPrefix("/"), handle?.entryFolder == nil { try command(["TYPE I"], about: "") }
        let entry = handle?.entryFolder ?? "/"
        var found = server.folder.hasPrefix("/") ? server.folder : (entry == "/" ? "" : entry) + "/" + server.folder
        while found.count > 1, found.hasSuffix("/") { found = String(found.dropLast()) }
        folder = found
        return found
    }
}
