extension OccLine {
    /// The way to `occ` that a service declares; nil: none.
    static func declared(_ service: Configuration.ServiceDeclaration, _ configuration: Configuration) -> OccLine? {
        guard service.hasOcc else { return nil }
        if !service.ssh.isEmpty { return ssh(service.ssh, occ: service.occ) }
        let hosts = configuration.hosts
        let name = SafeText(service.guest)
        return OccLine(place: name, occ: service.occ) { line, seconds throws(OperationFailure) in
            let (hypervisor, guest) = try await find(service.guest, hosts)
            return try await OccLine.guest(guest, named: name, on: hypervisor, occ: "").shell(line, seconds)
        }
    }

    /// The running guest of that name, on whichever host it is now.
    private static func find(_ name: String, _ hosts: [Configuration.HostDeclaration]) async throws(OperationFailure)
        -> (Hypervisor, GuestID)
    {
        var refusal: OperationFailure?
        for host in hosts {
            do throws(VirtError) {
                let hypervisor = try await Hypervisor.open(host.uri, access: .readWrite)
                if let guest = try await hypervisor.guests().first(where: { $0.name == name }) {
                    return (hypervisor, guest.id)
                }
            } catch { refusal = OperationFailure(error, tried: .connecting) }
        }
        throw refusal ?? OperationFailure(area: "directory", message: .noGuestForOcc(SafeText(name)), hint: .useOcc)
    }
}

extension Phrase {
    fileprivate static func noGuestForOcc(_ name: SafeText) -> Phrase {
        Phrase("no host has a guest \(name) that occ could run in", "aucun hôte n’a de machine \(name) où lancer occ")
    }
}
