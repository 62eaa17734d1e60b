import CLibvirt
import Glibc
import Hypervisor

// What a refresh of many guests costs, in processor time: our list and counters beside the loop that asks libvirt
// guest by guest. On libvirt's test driver, in this process: no daemon's time is hidden in it. The driver has only the
// state in bulk, so that ours pays for both ways; a real one answers in the one call.
//
//   scale-bench COUNT            prints the figures
//   scale-bench --site COUNT     prints a file for test:///FILE with that many guests

func site(_ count: Int) -> String {
    let guests = (1...max(1, count)).map { number in
        let text = String(number)
        let digits = String(repeating: "0", count: max(0, 12 - text.count)) + text
        return """
            <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
            <name>guest-\(number * 7919 % 100_003)</name><uuid>00000000-0000-4000-8000-\(digits)</uuid>
            <memory unit='MiB'>\(256 << (number % 5))</memory><vcpu>\(1 + number % 8)</vcpu>
            <os><type arch='x86_64'>hvm</type></os><devices>
            <disk type='file' device='disk'><source file='/srv/\(number).qcow2'/><target dev='vda'/></disk>
            <interface type='network'><source network='default'/><target dev='vnet\(number)'/></interface>
            </devices><test:runstate>\(number % 9 == 0 ? 5 : 1)</test:runstate></domain>
            """
    }
    return "<node>\n\(guests.joined(separator: "\n"))\n</node>\n"
}

func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Milliseconds of processor time: the middle of nine runs.
func cost(_ work: () async throws -> Void) async rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<9 {
        let start = processorSeconds()
        try await work()
        times.append((processorSeconds() - start) * 1000)
    }
    return times.sorted()[4]
}

/// A refresh as simple tools do it: each guest's facts, then each device's counters, one call after another.
func askOneByOne(_ connection: OpaquePointer?) {
    var list: UnsafeMutablePointer<OpaquePointer?>?
    let count = virConnectListAllDomains(connection, &list, 0)
    for index in 0..<max(0, Int(count)) {
        guard let domain = list?[index] else { continue }
        var info = virDomainInfo()
        virDomainGetInfo(domain, &info)
        free(virDomainGetXMLDesc(domain, 0))
        var disk = virDomainBlockStatsStruct()
        virDomainBlockStats(domain, "vda", &disk, MemoryLayout<virDomainBlockStatsStruct>.size)
        var interface = virDomainInterfaceStatsStruct()
        virDomainInterfaceStats(
            domain, "vnet\(index + 1)", &interface, MemoryLayout<virDomainInterfaceStatsStruct>.size)
        virDomainFree(domain)
    }
    free(list)
}

func milliseconds(_ value: Double) -> String { String(Int((value * 10).rounded())).withPoint + " ms" }

extension String {
    /// Tenths as a decimal number: `123` is `12.3`.
    fileprivate var withPoint: String { (count > 1 ? String(dropLast()) : "0") + "." + String(suffix(1)) }
}

let words = CommandLine.arguments.dropFirst()
let count = words.last.flatMap { Int($0) } ?? 1000
if words.first == "--site" {
    print(site(count), terminator: "")
    exit(0)
}

var name = Array("/tmp/unixcorn-scale-XXXXXX".utf8CString)
let descriptor = mkstemp(&name)
guard descriptor >= 0 else {
    print("scale-bench: no temporary file")
    exit(1)
}
let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
defer { unlink(path) }
let bytes = Array(site(count).utf8)
guard write(descriptor, bytes, bytes.count) == bytes.count else {
    print("scale-bench: \(path) cannot be written")
    exit(1)
}
do {
    let hypervisor = try await Hypervisor.open("test://" + path, access: .readOnly)
    let first = processorSeconds()
    _ = try await hypervisor.guests()
    print("\(count) guests, processor time of one refresh")
    print("  the first list           \(milliseconds((processorSeconds() - first) * 1000))")
    let list = try await cost { _ = try await hypervisor.guests() }
    let counters = try await cost { _ = try await hypervisor.statistics() }
    let connection = virConnectOpenReadOnly("test://" + path)
    let loop = await cost { askOneByOne(connection) }
    virConnectClose(connection)
    let budget = count == 1000 ? "   budget 50 ms: \(list + counters < 50 ? "held" : "MISSED")" : ""
    print("  the list again           \(milliseconds(list))")
    print("  counters                 \(milliseconds(counters))")
    print("  both                     \(milliseconds(list + counters))\(budget)")
    print(
        "  guest by guest, a loop   \(milliseconds(loop))   \(milliseconds(loop / (list + counters)).dropLast(3)) x ours"
    )
} catch {
    print("scale-bench: \(error)")
    exit(1)
}
