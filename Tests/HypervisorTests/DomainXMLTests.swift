import Testing
import XML

@testable import Hypervisor

@Suite("A domain's XML")
struct DomainXMLTests {
    private func read(_ devices: String, run: Int32 = 1, rest: String = "") throws -> GuestDescription {
        let xml = "<domain type='kvm' id='1'><name>g</name>\(rest)<devices>\(devices)</devices></domain>"
        return GuestDescription(domain: try Element(parsing: xml), name: "g", run: run)
    }

    @Test("a disk tells its file, format and the chain beneath, nearest first")
    func chain() throws {
        let disk = try #require(
            try read(
                """
                <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/v/top.qcow2'/>
                <backingStore type='file'><format type='qcow2'/><source file='/v/mid.qcow2'/>
                <backingStore type='block'><format type='raw'/><source dev='/dev/base'/><backingStore/></backingStore>
                </backingStore><target dev='vda' bus='virtio'/></disk>
                """
            ).disks.first)
        #expect(disk.source == "/v/top.qcow2")
        #expect(disk.format == "qcow2")
        #expect(disk.backingChain == ["/v/mid.qcow2", "/dev/base"])
    }

    @Test(
        "each kind of source has its form",
        arguments: [
            ("<disk type='volume'><source pool='ssd' volume='a.qcow2'/><target dev='vda'/></disk>", "ssd/a.qcow2"),
            (
                "<disk type='network'><source protocol='iscsi' name='iqn.x/1'><host name='10.0.0.1' port='3260'/>"
                    + "</source><target dev='vda'/></disk>", "iscsi:10.0.0.1/iqn.x/1"
            ),
            ("<disk type='block'><source dev='/dev/sdb'/><target dev='vda'/></disk>", "/dev/sdb"),
            ("<disk type='file' device='cdrom'><target dev='sda'/><readonly/></disk>", ""),
        ])
    func sources(xml: String, source: String) throws {
        #expect(try read(xml).disks.map(\.source) == [source])
    }

    @Test("a volume keeps its pool and its name apart")
    func volume() throws {
        let disk = try read("<disk type='volume'><source pool='ssd' volume='a'/><target dev='vda'/></disk>").disks.first
        #expect(disk?.pool == "ssd")
        #expect(disk?.volume == "a")
    }

    @Test("an interface has a host's end only while the guest runs", arguments: [(Int32(3), "vnet3"), (-1, nil)])
    func tap(run: Int32, tap: String?) throws {
        let xml = """
            <interface type='bridge'><mac address='52:54:00:AA:00:01'/><source bridge='br0'/><target dev='vnet3'/>
            <model type='virtio'/></interface>
            """
        let interface = try #require(try read(xml, run: run).interfaces.first)
        #expect(interface.tap == tap)
        #expect(interface.mac == "52:54:00:aa:00:01")
        #expect(interface.source == "br0")
        #expect(interface.model == "virtio")
    }

    @Test("a screen has an address only where a port is open, IPv6 in brackets")
    func graphics() throws {
        let addresses = try read(
            """
            <graphics type='vnc' port='5901' listen='127.0.0.1'/><graphics type='vnc' port='-1' autoport='yes'/>
            <graphics type='spice' port='5902'><listen type='address' address='::1'/></graphics>
            <graphics type='vnc' socket='/run/vnc.sock'/>
            """
        ).graphics.map(\.address)
        #expect(addresses == ["127.0.0.1:5901", "", "[::1]:5902", "/run/vnc.sock"])
    }

    @Test("the first serial port is not listed a second time as a console")
    func consoles() throws {
        let consoles = try read(
            """
            <serial type='pty'><source path='/dev/pts/4'/><log file='/l' append='on'/><target port='0'/>
            <alias name='serial0'/></serial>
            <console type='pty' tty='/dev/pts/4'><target type='serial' port='0'/><alias name='serial0'/></console>
            <console type='pty'><target type='virtio' port='1'/></console>
            """
        ).consoles
        #expect(consoles.map(\.alias) == ["serial0", "console1"])
        #expect(consoles.first?.path == "/dev/pts/4")
        #expect(consoles.first?.log == "/l")
    }

    @Test(
        "the agent's channel says whether somebody is on its other end",
        arguments: [
            ("<target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>", AgentReport.State.connected),
            ("<target type='virtio' name='org.qemu.guest_agent.0'/>", .disconnected),
            ("<target type='virtio' name='com.redhat.spice.0' state='connected'/>", .none),
        ])
    func agent(target: String, state: AgentReport.State) throws {
        #expect(try read("<channel type='unix'>\(target)</channel>").agent == state)
    }

    @Test(
        "a size that is no number, or too large to count, is unknown and harmless",
        arguments: ["x", "9999999999999999999", "-1"])
    func badSizes(text: String) throws {
        #expect(try read("", rest: "<memory unit='KiB'>\(text)</memory>").maximumMemory == 0)
    }
}
