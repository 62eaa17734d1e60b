import CLibvirt

extension Hypervisor {
    /// Opens a guest's console or serial port (`virDomainOpenConsole`).
    ///
    /// - Parameters:
    ///   - alias: the device's alias (`serial0`), or nil for the first console.
    ///   - force: takes it from whoever has it open, who is cut off. Without, an open console is refused.
    /// - Throws: `.operationFailed` where somebody has it open, `.operationInvalid` where the guest is off,
    ///   `.operationDenied` on a read-only connection, `.noSupport` where the driver has no consoles.
    public func openConsole(of guest: GuestID, alias: String?, force: Bool) throws(VirtError) -> ConsoleStream {
        consoles = consoles.filter { !$0.value.isGone }
        // libvirtd 9.0 can crash when a console is taken by force while its owner is closing it: one of our own is
        // closed first, and force is used only against others.
        if let own = consoles[Self.key(guest, alias)], force || !own.isOpen {
            own.end(nil)
            own.waitUntilGone()
        }
        do throws(VirtError) {
            return try openConsole(guest, alias, VIR_DOMAIN_CONSOLE_SAFE)
        } catch  where force && error.code == .operationFailed {
            return try openConsole(guest, alias, VIR_DOMAIN_CONSOLE_FORCE)
        }
    }

    private func openConsole(
        _ guest: GuestID, _ alias: String?, _ flag: virDomainConsoleFlags
    ) throws(VirtError) -> ConsoleStream {
        let connection = try connection()
        return try withGuest(guest) { domain, name throws(VirtError) in
            let stream = StreamHandle(
                pointer: try check(
                    "virStreamNew", name, pointer: { virStreamNew(connection, VIR_STREAM_NONBLOCK.rawValue) }))
            let line = ConsoleLine(object: name)
            do throws(VirtError) {
                try check("virDomainOpenConsole", name) {
                    virDomainOpenConsole(domain, alias, stream.pointer, flag.rawValue)
                }
                try line.attach(stream)
            } catch {
                stream.abandon()
                throw error
            }
            if let handle { line.end(with: handle.sink.stream()) }
            consoles[Self.key(guest, alias)] = line
            return ConsoleStream(line: line)
        }
    }

    private static func key(_ guest: GuestID, _ alias: String?) -> String { guest.rawValue + "/" + (alias ?? "") }
}
