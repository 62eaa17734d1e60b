import Glibc
import PacketFilter

/// A network of a test's own, in this process: a bridge with two TAP interfaces as guests, and nothing else.
struct OwnNetwork {
    /// Whether one can be made here. Says so when not.
    static let isPossible: Bool = {
        let isRoot = geteuid() == 0
        if !isRoot { print("skipped: needs root") }
        return isRoot
    }()

    let thread: NetworkThread
    let nft: Nftables
    let links: Links

    init() async throws {
        thread = try await NetworkThread(.scratch, name: "unixcorn-test")
        nft = try await Nftables(on: thread)
        links = try await Links(on: thread)
    }

    /// The ends of two guests' wires to the bridge `br`: `tap0` and `tap1`, open for traffic.
    func guests() async throws -> (TapDevice, TapDevice) {
        // Without it the kernel itself speaks on every new link.
        try await links.set("ipv6/conf/default/disable_ipv6", "1")
        try await links.createBridge("br")
        try await links.bringUp("br")
        var taps: [TapDevice] = []
        for name in ["tap0", "tap1"] {
            taps.append(try await TapDevice.open(name, on: thread))
            try await links.put(name, in: "br")
            try await links.bringUp(name)
        }
        for name in ["tap0", "tap1"] {
            var tries = 0
            while try await !links.isForwarding(name), tries < 400 {
                tries += 1
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        return (taps[0], taps[1])
    }
}

/// A UDP datagram in an Ethernet frame, from guest 1 to guest 2.
func datagram(from source: UInt8 = 1, to destination: UInt8 = 2, port: UInt16, _ text: String = "hello") -> [UInt8] {
    let payload = Array(text.utf8)
    func pair(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 255), UInt8(number & 255)] }
    var ip: [UInt8] = [0x45, 0] + pair(28 + payload.count) + [0, 0, 0x40, 0, 64, 17, 0, 0]
    ip += [192, 0, 2, source, 192, 0, 2, destination]
    var sum = stride(from: 0, to: 20, by: 2).reduce(0) { $0 + Int(ip[$1]) << 8 + Int(ip[$1 + 1]) }
    while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
    ip.replaceSubrange(10..<12, with: pair(~sum & 0xFFFF))
    let udp = pair(40000) + pair(Int(port)) + pair(8 + payload.count) + [0, 0]
    return [0x52, 0x54, 0, 0, 0, destination, 0x52, 0x54, 0, 0, 0, source, 8, 0] + ip + udp + payload
}

/// Runs a program to its end from this thread, and so in this thread's network.
/// - Returns: its exit status; -1 where it could not be started.
func runHere(_ line: [String]) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, line[0], nil, nil, &words, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
    return status >> 8 & 255
}

/// The first element that `pick` makes something of; nil where none comes in time.
func first<Element: Sendable, T: Sendable>(
    of stream: AsyncStream<Element>, within seconds: Double = 10, _ pick: @escaping @Sendable (Element) -> T?
) async -> T? {
    await withTaskGroup(of: T?.self) { group in
        group.addTask {
            for await element in stream { if let found = pick(element) { return found } }
            return nil
        }
        group.addTask {
            // Cancelled when the other one has found it.
            try? await Task.sleep(for: .seconds(seconds))
            return nil
        }
        let found = await group.next() ?? nil
        group.cancelAll()
        return found
    }
}
