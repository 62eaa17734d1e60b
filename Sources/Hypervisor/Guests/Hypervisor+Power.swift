import CLibvirt

/// By whom a guest is asked to go down or to boot again.
public enum PowerRequest: String, Sendable, Codable, CaseIterable {
    /// Its agent: certain, where one runs (`VIR_DOMAIN_SHUTDOWN_GUEST_AGENT`).
    case agent
    /// The power button, which its system may ignore (`VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN`).
    case acpi
    /// Whatever the driver thinks best.
    case any
}

extension Hypervisor {
    /// Starts a guest that is off (`virDomainCreate`), from its saved memory where that exists.
    public func start(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainCreate") { virDomainCreate($0) }
    }

    /// Restores a guest from its saved memory (`virDomainCreate`). Refused where none is saved: it would boot anew.
    public func restore(_ id: GuestID) throws(VirtError) {
        try withGuest(id) { domain, name throws(VirtError) in
            let saved = try check("virDomainHasManagedSaveImage", name) { virDomainHasManagedSaveImage(domain, 0) }
            guard saved == 1 else {
                throw VirtError(
                    code: .operationInvalid, message: "no saved state to restore", call: "virDomainCreate",
                    object: name)
            }
        }
        try start(id)
    }

    /// Asks a guest to shut down (`virDomainShutdownFlags`). Returns at once: the guest is off when the event says so.
    public func shutDown(_ id: GuestID, by way: PowerRequest) throws(VirtError) {
        let flags: UInt32 =
            switch way {
            case .agent: VIR_DOMAIN_SHUTDOWN_GUEST_AGENT.rawValue
            case .acpi: VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue
            case .any: 0
            }
        try asking(id, "virDomainShutdownFlags", way, flags) { virDomainShutdownFlags($0, $1) }
    }

    /// Asks a guest to boot again (`virDomainReboot`). Returns at once.
    public func reboot(_ id: GuestID, by way: PowerRequest = .any) throws(VirtError) {
        let flags: UInt32 =
            switch way {
            case .agent: VIR_DOMAIN_REBOOT_GUEST_AGENT.rawValue
            case .acpi: VIR_DOMAIN_REBOOT_ACPI_POWER_BTN.rawValue
            case .any: 0
            }
        try asking(id, "virDomainReboot", way, flags) { virDomainReboot($0, $1) }
    }

    /// Presses the reset button (`virDomainReset`): the guest's system is not told.
    public func reset(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainReset") { virDomainReset($0, 0) }
    }

    /// Ends a guest's process (`virDomainDestroyFlags`): libvirt sends SIGTERM, in which QEMU writes out what it holds,
    /// and SIGKILL after ten seconds. Works on a frozen QEMU too, and then blocks that long.
    public func forceOff(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainDestroyFlags") { virDomainDestroyFlags($0, 0) }
    }

    /// Stops a guest's processors (`virDomainSuspend`); its memory stays.
    public func suspend(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainSuspend") { virDomainSuspend($0) }
    }

    /// Lets a suspended guest run on (`virDomainResume`).
    public func resume(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainResume") { virDomainResume($0) }
    }

    /// Wakes a guest that sleeps by its own power management (`virDomainPMWakeup`).
    public func wake(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainPMWakeup") { virDomainPMWakeup($0, 0) }
    }

    /// Writes a guest's memory to disk and ends its process (`virDomainManagedSave`). Blocks while it writes.
    public func managedSave(_ id: GuestID) throws(VirtError) {
        try changing(id, "virDomainManagedSave") { virDomainManagedSave($0, 0) }
    }

    /// Deletes a guest's saved memory (`virDomainManagedSaveRemove`): the next start boots.
    public func discardSavedState(_ id: GuestID) throws(VirtError) {
        try onGuest(id, "virDomainManagedSaveRemove") { virDomainManagedSaveRemove($0, 0) }
    }

    /// Starts a guest when the host starts, or not (`virDomainSetAutostart`).
    public func setAutostart(_ id: GuestID, _ isOn: Bool) throws(VirtError) {
        try onGuest(id, "virDomainSetAutostart") { virDomainSetAutostart($0, isOn ? 1 : 0) }
    }

    /// A call after which the guest's XML is another one.
    func changing(_ id: GuestID, _ call: String, _ body: (OpaquePointer) -> Int32) throws(VirtError) {
        descriptions[id] = nil
        try onGuest(id, call, body)
    }

    /// The agent is given a time limit first. Drivers without a power button (the test driver) know no way but theirs.
    private func asking(
        _ id: GuestID, _ call: String, _ way: PowerRequest, _ flags: UInt32, _ body: (OpaquePointer, UInt32) -> Int32
    ) throws(VirtError) {
        descriptions[id] = nil
        try withGuest(id) { domain, name throws(VirtError) in
            if way == .agent { limitAgent(domain) }
            do throws(VirtError) { try check(call, name) { body(domain, flags) } } catch
                where way == .acpi && error.isUnknownFlag
            {
                try check(call, name) { body(domain, 0) }
            }
        }
    }
}

extension VirtError {
    /// `virCheckFlags` refused a flag that this driver does not have. The message is in the daemon's language: the code
    /// has to do.
    var isUnknownFlag: Bool { code == .invalidArgument }
}
