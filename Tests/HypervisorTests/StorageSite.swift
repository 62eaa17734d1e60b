import Hypervisor
import TestSupport

/// A test driver of its own, with pools, volumes, networks and a bridge; nothing of it is shared with another test.
struct StorageSite {
    static let ssd = PoolID(rawValue: "5a0e3c1f-28fb-4dd0-84b2-64eb3f0f4501")
    static let off = PoolID(rawValue: "5a0e3c1f-28fb-4dd0-84b2-64eb3f0f4503")
    static let lan = NetworkID(rawValue: "dd8fe884-6c02-401e-9551-cca97df1c501")

    let hypervisor: Hypervisor
    private let folder: TemporaryFolder

    init(extraVolumes: Int = 0) async throws {
        folder = try TemporaryFolder()
        let path = folder.path + "/node.xml"
        try write(Self.xml(extraVolumes: extraVolumes), to: path)
        hypervisor = try await Hypervisor.open("test://" + path, access: .readWrite)
    }

    private static func xml(extraVolumes: Int) -> String {
        let more = (0..<extraVolumes).map {
            """
            <volume type='file'><name>v\($0).qcow2</name><capacity unit='MiB'>1</capacity>
              <target><path>/srv/ssd/v\($0).qcow2</path><format type='qcow2'/></target></volume>
            """
        }
        return """
            <node>
              <pool type='dir'>
                <name>ssd</name><uuid>\(ssd.rawValue)</uuid><target><path>/srv/ssd</path></target>
                <volume type='file'><name>base.qcow2</name><capacity unit='GiB'>4</capacity>
                  <allocation unit='GiB'>1</allocation>
                  <target><path>/srv/ssd/base.qcow2</path><format type='qcow2'/></target></volume>
                <volume type='file'><name>web.qcow2</name><capacity unit='GiB'>20</capacity>
                  <allocation unit='MiB'>300</allocation>
                  <target><path>/srv/ssd/web.qcow2</path><format type='qcow2'/></target>
                  <backingStore><path>/srv/ssd/base.qcow2</path><format type='qcow2'/></backingStore></volume>
                \(more.joined())
              </pool>
              <pool type='netfs'>
                <name>nas</name>
                <source><host name='nas.example.org'/><dir path='/export'/><format type='nfs'/></source>
                <target><path>/srv/nas</path></target>
              </pool>
              <pool type='iscsi'>
                <name>san</name>
                <source><host name='192.0.2.9'/><device path='iqn.2026-01.org.example:disks'/></source>
                <target><path>/dev/disk/by-path</path></target>
              </pool>
              <network>
                <name>lan</name><uuid>\(lan.rawValue)</uuid><forward mode='route'/><bridge name='virbr7'/>
                <ip address='10.7.0.1' netmask='255.255.240.0'><dhcp><range start='10.7.0.2' end='10.7.0.9'/></dhcp></ip>
                <ip family='ipv6' address='fd00:7::1' prefix='64'/>
              </network>
              <network><name>island</name><bridge name='virbr8'/></network>
              <interface type='bridge' name='br0'>
                <start mode='onboot'/>
                <protocol family='ipv4'><ip address='192.0.2.2' prefix='24'/></protocol>
                <bridge stp='off' delay='0'><interface type='ethernet' name='eth0'/></bridge>
              </interface>
            </node>
            """
    }
}
