import CLibvirt

extension Hypervisor {
    /// What the host is and what this connection offers (`virConnectGetHostname`, `virNodeGetInfo`...). Asks once what
    /// is offered; the rest each time.
    public func facts() throws(VirtError) -> HostFacts {
        let connection = try connection()
        let driver = String(c: try check("virConnectGetType", uri, pointer: { virConnectGetType(connection) }))
        var version: UInt = 0
        try check("virConnectGetLibVersion", uri) { virConnectGetLibVersion(connection, &version) }
        var facts = HostFacts(
            hostname: try check("virConnectGetHostname", uri, string: { virConnectGetHostname(connection) }),
            driver: driver, libvirtVersion: dotted(version))
        var own: UInt = 0
        // QEMU's version is unknown where no emulator is installed: no reason to fail.
        if virConnectGetVersion(connection, &own) == 0 { facts.hypervisorVersion = dotted(own) }
        var node = virNodeInfo()
        try check("virNodeGetInfo", uri) { virNodeGetInfo(connection, &node) }
        facts.processors = Int(node.cpus)
        facts.memory = UInt64(node.memory) * 1024
        facts.processorModel = withUnsafeBytes(of: node.model) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        facts.offers = try offers(connection, driver)
        return facts
    }

    private func offers(_ connection: OpaquePointer, _ driver: String) throws(VirtError) -> HostFacts.Offers {
        if let knownOffers { return knownOffers }
        var offers = HostFacts.Offers()
        offers.pools = try isOffered("virConnectNumOfStoragePools") { virConnectNumOfStoragePools(connection) }
        offers.networks = try isOffered("virConnectNumOfNetworks") { virConnectNumOfNetworks(connection) }
        offers.bulkStatistics = driver.lowercased() != "test"
        offers.isInProcess = Self.isInProcess(uri)
        knownOffers = offers
        return offers
    }

    private func isOffered(_ call: String, _ body: () -> Int32) throws(VirtError) -> Bool {
        do throws(VirtError) { try check(call, uri, body) } catch
            where error.code == .noSupport || error.code == .accessDenied
        {
            return false
        }
        return true
    }

    /// Whether the driver of this URI runs in the calling process: `test:///...`, `qemu:///embed?...`.
    static func isInProcess(_ uri: String) -> Bool {
        uri.hasPrefix("test:///") || uri.hasPrefix("qemu:///embed")
    }

    /// `9000000` is `9.0.0`.
    private func dotted(_ version: UInt) -> String {
        "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)"
    }
}
