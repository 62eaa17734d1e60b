import Text
import XML

/// What only a guest's XML tells, and the run that it was read in.
struct GuestDescription: Sendable, Equatable {
    /// libvirt's number of the running process, -1 for none: another number means another run, and other XML.
    var run: Int32 = -1
    var name = ""
    var title = ""
    var vcpus = 0
    var maximumVCPUs = 0
    var memory: UInt64 = 0
    var maximumMemory: UInt64 = 0
    var disks: [GuestDisk] = []
    var interfaces: [GuestInterface] = []
    var graphics: [GraphicsAddress] = []
    var consoles: [ConsoleDevice] = []
    var profile = GuestProfile()
    var architecture = ""
    var machine = ""
    var virtualization = ""
    var agent = AgentReport.State.none
    /// When the process was started, once it was sought.
    var startedAt: Moment?
    var startWasSought = false

    /// What a guest shows whose XML cannot be read: its name.
    init(name: String, run: Int32) {
        self.name = name
        self.run = run
    }

    /// Reads a domain's XML (`virDomainGetXMLDesc`).
    init(domain: Element, name: String, run: Int32) {
        self.init(name: name, run: run)
        title = domain["title"] ?? ""
        maximumVCPUs = domain["vcpu"].flatMap { Int($0) } ?? 0
        vcpus = domain["vcpu/@current"].flatMap { Int($0) } ?? maximumVCPUs
        maximumMemory = domain.kibibytes("memory") ?? 0
        memory = domain.kibibytes("currentMemory") ?? maximumMemory
        disks = domain.all("devices/disk").compactMap { GuestDisk(disk: $0) }
        interfaces = domain.all("devices/interface").compactMap { GuestInterface(interface: $0, isRunning: run >= 0) }
        graphics = domain.all("devices/graphics").map { GraphicsAddress(graphics: $0) }
        consoles = ConsoleDevice.all(in: domain)
        profile = domain.first("metadata").flatMap { GuestProfile(metadata: $0) } ?? GuestProfile()
        architecture = domain["os/type/@arch"] ?? ""
        machine = domain["os/type/@machine"] ?? ""
        virtualization = domain["@type"] ?? ""
        agent = AgentReport.State(domain: domain)
    }

    /// Puts what was read into a guest.
    func fill(_ guest: inout Guest) {
        guest.title = title
        guest.vcpus = vcpus
        guest.maximumVCPUs = maximumVCPUs
        guest.memory = memory
        guest.maximumMemory = maximumMemory
        guest.disks = disks
        guest.interfaces = interfaces
        guest.graphics = graphics
        guest.consoles = consoles
        guest.profile = profile
        guest.architecture = architecture
        guest.machine = machine
        guest.virtualization = virtualization
        guest.agent.state = agent
        guest.startedAt = startedAt
    }
}

extension Element {
    /// A size that libvirt writes in KiB, in bytes.
    func kibibytes(_ path: String) -> UInt64? {
        guard let text = self[path], let value = UInt64(text) else { return nil }
        let (bytes, overflow) = value.multipliedReportingOverflow(by: 1024)
        return overflow ? nil : bytes
    }
}

extension AgentReport.State {
    /// From the agent's channel, `org.qemu.guest_agent.0`.
    fileprivate init(domain: Element) {
        let target = domain.all("devices/channel/target").first { $0.attribute("name") == "org.qemu.guest_agent.0" }
        guard let target else {
            self = .none
            return
        }
        self = target.attribute("state") == "connected" ? .connected : .disconnected
    }
}
