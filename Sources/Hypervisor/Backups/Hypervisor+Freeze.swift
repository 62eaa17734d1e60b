import CLibvirt

/// File systems held still by the guest's agent.
///
/// libvirt keeps one time limit for a guest's agent, which every caller sets: another connection that asks the agent at
/// the same moment may shorten it. A call that gave up has not undone anything: thaw, whatever the freeze said.
extension Hypervisor {
    /// Flushes and holds all of a guest's file systems (`virDomainFSFreeze`); gives how many. Every program in the guest
    /// that writes waits from now on: have a second process ready that thaws.
    ///
    /// - Parameter seconds: for which libvirt waits for the agent. Its own default is for ever.
    /// - Throws: `.agentUnresponsive` where no agent answers in time: the guest may still freeze later.
    public func freeze(_ id: GuestID, within seconds: Int) throws(VirtError) -> Int {
        Int(try askingAgent(id, seconds, "virDomainFSFreeze") { virDomainFSFreeze($0, nil, 0, 0) })
    }

    /// Lets them go (`virDomainFSThaw`); gives how many were held. May be done at any time, and again.
    public func thaw(_ id: GuestID, within seconds: Int) throws(VirtError) -> Int {
        Int(try askingAgent(id, seconds, "virDomainFSThaw") { virDomainFSThaw($0, nil, 0, 0) })
    }

    /// Asks the agent for nothing but an answer (`guest-ping`); it answers while frozen too. libvirt marks the guest's
    /// process as tainted (`custom-ga-command`), which only its log shows.
    public func pingAgent(_ id: GuestID, within seconds: Int) throws(VirtError) {
        _ = try askAgent(id, #"{"execute":"guest-ping"}"#, within: seconds)
    }

    /// Whether the agent holds file systems still (`guest-fsfreeze-status`). Taints like `pingAgent`.
    public func isFrozen(_ id: GuestID, within seconds: Int) throws(VirtError) -> Bool {
        // {"return":"frozen"} or {"return":"thawed"}
        try askAgent(id, #"{"execute":"guest-fsfreeze-status"}"#, within: seconds).contains("\"frozen\"")
    }

    /// One command of QEMU's guest agent and its answer, both JSON (`virDomainQemuAgentCommand`). Taints like `pingAgent`.
    public func askAgent(_ id: GuestID, _ command: String, within seconds: Int) throws(VirtError) -> String {
        try withGuest(id) { domain, name throws(VirtError) in
            try check(
                "virDomainQemuAgentCommand", name,
                string: { virDomainQemuAgentCommand(domain, command, Int32(clamping: max(1, seconds)), 0) })
        }
    }

    private func askingAgent(_ id: GuestID, _ seconds: Int, _ call: String, _ body: (OpaquePointer) -> Int32)
        throws(VirtError) -> Int32
    {
        try withGuest(id) { domain, name throws(VirtError) in
            try check("virDomainAgentSetResponseTimeout", name) {
                virDomainAgentSetResponseTimeout(domain, Int32(clamping: max(1, seconds)), 0)
            }
            return try check(call, name) { body(domain) }
        }
    }
}
