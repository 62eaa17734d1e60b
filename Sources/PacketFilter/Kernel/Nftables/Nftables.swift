import CNetlink

/// The rules of one network namespace, as an actor on a thread in it: one reused context of libnftables.
///
/// Every function blocks that thread for as long as libnftables takes: 0.2 ms for an element, half a second for a list of
/// 20,000 rules. Contexts of one process take turns, since libnftables shares data between them without a lock.
/// A reused context sees what others change: libnftables asks for the generation before each command, and reads anew
/// what it lists.
public actor Nftables {
    public nonisolated let thread: NetworkThread
    private var context: NftContext?
    private nonisolated let generations: RulesetGeneration
    private let socket: LockedSocket

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Opens a context (`nft_ctx_new`) in the thread's namespace.
    /// - Throws: `PacketFilterError`: `.notPermitted` without CAP_NET_ADMIN.
    public init(on thread: NetworkThread) async throws(PacketFilterError) {
        self.thread = thread
        generations = try await RulesetGeneration(on: thread)
        socket = try await thread.open { () throws(PacketFilterError) in
            LockedSocket(try NetlinkSocket(NETLINK_NETFILTER, object: thread.place.description))
        }
        try open()
    }

    private func open() throws(PacketFilterError) {
        context = try thread.inside { () throws(PacketFilterError) in
            try NftContext(object: thread.place.description)
        }
    }

    /// Runs commands as one transaction (`nft_run_cmd_from_buffer`): all of it or nothing.
    /// - Parameter text: as `nft -f` takes it, of ours: what is put into it must have been checked (`NftName`). Somebody
    ///   else's could `include` any file, and `monitor` never returns.
    /// - Returns: what nft prints; nothing for commands that change. From outside: hostile until `SafeText`.
    /// - Throws: `PacketFilterError` with nft's text and the line that it points at.
    @discardableResult
    public func run(_ text: String) throws(PacketFilterError) -> String {
        String(decoding: try run(Array(text.utf8)), as: UTF8.self)
    }

    /// The same for a text as bytes.
    @discardableResult
    public func run(_ text: [UInt8]) throws(PacketFilterError) -> [UInt8] { try run(text, isDry: false, output: 0) }

    /// Says whether `run` would succeed now, without changing anything (`nft_ctx_set_dry_run`). Modules that are not
    /// loaded yet may make it differ: see `KernelFeatures`.
    /// - Throws: `PacketFilterError`, as `run` would.
    public func check(_ text: String) throws(PacketFilterError) { try check(Array(text.utf8)) }

    /// The same for a text as bytes.
    public func check(_ text: [UInt8]) throws(PacketFilterError) { _ = try run(text, isDry: true, output: 0) }

    /// Changes elements as one transaction (`NFT_MSG_NEWSETELEM`, `NFT_MSG_DELSETELEM`), past libnftables: a guest's in a
    /// fraction of a millisecond, however much other sets hold.
    /// - Throws: `PacketFilterError` with the set in its `object`: `.missing` where the table, the set, the chain of a
    ///   verdict or an element to be deleted is not there; `.exists`, `.busy` where a range or other data are in the way;
    ///   `.invalid` for what no such set can hold, before the kernel is asked.
    public func write(_ batch: ElementBatch) throws(PacketFilterError) {
        let messages = try batch.messages()
        try socket.use { socket throws(PacketFilterError) in try socket.transact(messages) }
    }

    /// The number of the last change of this namespace's rules (`NFT_MSG_GETGEN`); any thread may ask.
    public nonisolated func generation() throws(PacketFilterError) -> UInt32 { try generations.read() }

    /// Asks the kernel itself; `take` gets each answer's attributes.
    func ask(
        _ request: NetlinkRequest, _ call: String, _ object: String, _ take: (NetlinkAttributes) -> Void
    ) throws(PacketFilterError) {
        try socket.use { socket throws(PacketFilterError) in
            try socket.ask(request, call, object: object) { take($0.netfilterAttributes) }
        }
    }

    /// Runs in the namespace. First asks for the generation: without the right to, libnftables writes to the process's
    /// stderr, over whatever is drawn there.
    func run(
        _ text: [UInt8], isDry: Bool, output: UInt32, object: String? = nil
    ) throws(PacketFilterError) -> [UInt8] {
        let object = object ?? thread.place.description
        guard let context else {
            throw PacketFilterError(code: .ended, message: "not open", call: NftContext.runCall, object: object)
        }
        _ = try generations.read()
        return try thread.inside { () throws(PacketFilterError) in
            try context.run(text, isDry: isDry, output: output, object: object)
        }
    }
}
