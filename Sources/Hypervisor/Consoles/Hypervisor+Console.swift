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
        let connection = try connection()
        return try withGuest(guest) { domain, name throws(VirtError) in
            let stream = StreamHandle(
                pointer: try check(
                    "virStreamNew", name, pointer: { virStreamNew(connection, VIR_STREAM_NONBLOCK.rawValue) }))
            let flags = VIR_DOMAIN_CONSOLE_SAFE.rawValue | (force ? VIR_DOMAIN_CONSOLE_FORCE.rawValue : 0)
            let line = ConsoleLine(object: name)
            do throws(VirtError) {
                try check("virDomainOpenConsole", name) { virDomainOpenConsole(domain, alias, stream.pointer, flags) }
                try line.attach(stream)
            } catch {
                stream.abandon()
                throw error
            }
            return ConsoleStream(line: line)
        }
    }
}
