extension OccLine {
    /// Through the agent of this guest.
    static func guest(_ id: GuestID, named name: SafeText, on hypervisor: Hypervisor, occ: String) -> OccLine {
        agent(guest: name, occ: occ) { command throws(OperationFailure) in
            do throws(VirtError) { return try await hypervisor.askAgent(id, command, within: 15) } catch {
                throw .localDirectory(.occUnreachable(name, SafeText(error.description)), error.hint)
            }
        }
    }
}
