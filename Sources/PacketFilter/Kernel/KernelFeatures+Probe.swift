extension KernelFeatures {
    /// Asks the running kernel by loading a small table for each feature: a dry run would not load modules, and would
    /// say no where the answer is yes. Modules that it finds stay loaded.
    ///
    /// The tables live in a scratch namespace; where none may be made, in the host's, one by one and without a hook, and
    /// each is removed at once. What br_netfilter does is read in the host's network.
    /// - Throws: `PacketFilterError`: `.notPermitted` without CAP_NET_ADMIN.
    public static func probe() async throws(PacketFilterError) -> KernelFeatures {
        let host = try await NetworkThread(.host, name: "unixcorn-probe")
        let place: NetworkThread
        do { place = try await NetworkThread(.scratch, name: "unixcorn-probe") } catch {
            guard error.code == .notPermitted else { throw error }
            place = host
        }
        return try await probe(in: place).union(bridgeNetfilter(in: host))
    }

    /// Asks in the thread's namespace, what br_netfilter does there included.
    public static func probe(on thread: NetworkThread) async throws(PacketFilterError) -> KernelFeatures {
        try await probe(in: thread).union(bridgeNetfilter(in: thread))
    }

    private static func probe(in thread: NetworkThread) async throws(PacketFilterError) -> KernelFeatures {
        let nft = try await Nftables(on: thread)
        var found: KernelFeatures = []
        for (feature, family, body) in tables {
            if try await loads(family, body, in: nft) { found.insert(feature) }
        }
        return found
    }

    private static func bridgeNetfilter(in thread: NetworkThread) async -> KernelFeatures {
        let value = try? await thread.open { () throws(PacketFilterError) in  // Without the module there is no file.
            try NetworkSetting.read("bridge/bridge-nf-call-iptables")
        }
        guard let value else { return [] }
        return value == "1" ? [.bridgeNetfilter, .bridgeNetfilterOn] : [.bridgeNetfilter]
    }

    private static let table = "unixcorn-probe"

    private static let tables: [(KernelFeatures, String, String)] = [
        (.bridgeState, "bridge", "chain c {\nct state established\n}\n"),
        (.bridgeReject, "bridge", "chain c {\nreject\n}\n"),
        (.bridgeName, "bridge", "chain c {\nmeta ibrname \"br0\"\n}\n"),
        (.ftpHelper, "inet", "ct helper h {\ntype \"ftp\" protocol tcp\n}\nchain c {\nct helper set \"h\"\n}\n"),
        (
            .flowtable, "inet",
            "flowtable f {\nhook ingress priority 0\ndevices = { lo }\n}\nchain c {\nflow add @f\n}\n"
        ),
    ]

    /// Whether the table loads; it is removed again.
    private static func loads(
        _ family: String, _ body: String, in nft: Nftables
    ) async throws(PacketFilterError) -> Bool {
        do { try await nft.run("table \(family) \(table) {\n\(body)}\n") } catch {
            guard error.code != .notPermitted else { throw error }
            return false
        }
        try await nft.run("delete table \(family) \(table)")
        return true
    }
}
