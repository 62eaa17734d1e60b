import Foundation

/// The demo site as a file for libvirt's in-process test driver. Nothing real is touched by it.
public enum DemoSite {
    /// Writes the file into `folder` and gives the URI that opens it.
    public static func write(into folder: String) throws(OperationFailure) -> String {
        let file = folder + "/licorne.xml"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try xml().write(toFile: file, atomically: true, encoding: .utf8)
        } catch {
            let why = SafeText(TOMLDocument.reason(of: error))
            throw OperationFailure(
                area: "demo", message: Phrase("\(SafeText(file)): \(why)", "\(SafeText(file)) : \(why)"))
        }
        return "test://" + file
    }

    /// The configuration of the demo site.
    public static func configuration(uri: String) -> Configuration {
        var made = Configuration()
        made.name = DemoCast.hostname
        made.hosts = [Configuration.HostDeclaration(name: DemoCast.hostname, uri: uri)]
        for store in DemoCast.stores { made.pools[store.name] = .init(role: store.role) }
        for service in DemoMembersCast.services { made.services[service.name] = service }
        return made
    }

    /// The test driver's description of a whole host (`test:///path/file.xml`).
    static func xml() -> String {
        let guests = DemoCast.guests.enumerated().map { guest($1, place: $0) }.joined()
        let pools = DemoCast.stores.enumerated().map { pool($1, place: $0) }.joined()
        return """
            <node>
              <cpu><mhz>3000</mhz><model>x86_64</model><active>\(DemoCast.processors)</active><nodes>1</nodes>
                <sockets>1</sockets><cores>\(DemoCast.processors / 2)</cores><threads>2</threads></cpu>
              <memory>\(DemoCast.memory / 1024)</memory>
            \(guests)\(networks)\(pools)</node>

            """
    }

    static func uuid(_ group: Int, _ place: Int) -> String {
        let last = String(format: "%012x", 0x51c0_2000 + place)
        // The first digits tell objects apart, as those of real ones do: questions show them alone.
        let first = String(format: "%08x", UInt32(truncatingIfNeeded: (group * 64 + place + 1) * 0x9E37_79B1))
        return "\(first)-726e-4e65-80\(String(format: "%02x", group))-\(last)"
    }

    static func mac(_ member: DemoCast.Member) -> String { String(format: "52:54:00:1c:0a:%02x", member.address) }

    static func volume(_ disk: DemoCast.Disk, of member: DemoCast.Member) -> String {
        member.name + "-" + disk.suffix + "." + disk.format
    }

    private static func guest(_ member: DemoCast.Member, place: Int) -> String {
        // 1: VIR_DOMAIN_RUNNING, 5: VIR_DOMAIN_SHUTOFF, 6: VIR_DOMAIN_CRASHED
        let state = member.state == .off ? 5 : member.state == .crashed ? 6 : 1
        return """
              <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
                <name>\(member.name)</name><uuid>\(uuid(1, place))</uuid><title>\(member.title)</title>
            \(metadata(member))
                <memory unit='GiB'>\(member.memory)</memory><vcpu>\(member.vcpus)</vcpu>
                <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
                <devices>
            \(disks(member))      <interface type='network'><mac address='\(mac(member))'/><source network='\(member.network)'/>
                    <model type='virtio'/></interface>
                  <console type='pty'/>
                  <graphics type='vnc' port='\(5900 + place)' listen='127.0.0.1'/>
                </devices>
                <test:runstate>\(state)</test:runstate>
              </domain>

            """
    }

    /// A guest's profile as `GuestProfile` stores it.
    private static func metadata(_ member: DemoCast.Member) -> String {
        let order = member.order.map { " order='\($0)'" } ?? ""
        let delay = member.delay > 0 ? " delay='\(member.delay)'" : ""
        let parts =
            member.dependsOn.map { "<after>\($0)</after>" } + member.tags.map { "<tag>\($0)</tag>" }
            + (member.notes.isEmpty ? [] : ["<notes>\(member.notes)</notes>"])
        return """
                <metadata><uc:guest xmlns:uc='\(GuestProfile.namespace)' kind='\(member.kind)'\(order)\(delay)>
                  \(parts.joined())</uc:guest></metadata>
            """
    }

    private static func disks(_ member: DemoCast.Member) -> String {
        zip(member.disks, ["vda", "vdb", "vdc"]).map { disk, target in
            let path = DemoCast.stores.first { $0.name == disk.pool }?.path ?? ""
            return """
                      <disk type='file' device='disk'><driver name='qemu' type='\(disk.format)'/>
                        <source file='\(path)/\(volume(disk, of: member))'/><target dev='\(target)' bus='virtio'/></disk>

                """
        }.joined()
    }

    private static let networks = """
          <network><name>co-op</name><uuid>\(uuid(2, 0))</uuid><forward mode='route'/><bridge name='br-coop'/>
            <ip address='10.20.30.1' netmask='255.255.255.0'/></network>
          <network><name>isolé</name><uuid>\(uuid(2, 1))</uuid><bridge name='br-isole'/>
            <ip address='10.20.99.1' netmask='255.255.255.0'/></network>

        """

    private static func pool(_ store: DemoCast.Store, place: Int) -> String {
        let source =
            store.host.isEmpty ? "" : "<source><host name='\(store.host)'/><dir path='/export/licorne'/></source>"
        return """
              <pool type='\(store.kind)'><name>\(store.name)</name><uuid>\(uuid(3, place))</uuid>\(source)
                <target><path>\(store.path)</path></target>
            \(volumes(store))  </pool>

            """
    }

    private static func volumes(_ store: DemoCast.Store) -> String {
        let disks = DemoCast.guests.flatMap { member in
            member.disks.filter { $0.pool == store.name }.map { disk in
                volume(volume(disk, of: member), store, Double(disk.size), disk.used, disk.format)
            }
        }
        guard store.role == "iso" else { return disks.joined() }
        return DemoCast.images.map {
            volume($0.name, store, $0.size, $0.size, $0.name.hasSuffix(".iso") ? "iso" : "qcow2")
        }
        .joined()
    }

    private static func volume(
        _ name: String, _ store: DemoCast.Store, _ size: Double, _ used: Double, _ format: String
    ) -> String {
        """
            <volume><name>\(name)</name><capacity>\(UInt64(size * 1_073_741_824))</capacity>
              <allocation>\(UInt64(used * 1_073_741_824))</allocation>
              <target><path>\(store.path)/\(name)</path><format type='\(format)'/></target></volume>

        """
    }
}
