import Foundation
import PacketFilter
import Testing
import Text

@Suite("Interfaces of a scratch network", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct LinksTests {
    @Test("a frame goes through the bridge from one guest to the other, unchanged")
    func frames() async throws {
        let network = try await OwnNetwork()
        let (one, other) = try await network.guests()
        for length in [0, 1, 100, 1472] {
            let frame = datagram(port: 9, String(repeating: "x", count: length))
            try one.write(frame)
            let arrived = try other.read(milliseconds: 2000)
            #expect(arrived == frame)
        }
        let echo = try one.readAll()
        #expect(echo.isEmpty)
        let nothing = try other.read(milliseconds: 20)
        #expect(nothing == nil)
    }

    @Test("a thousand frames arrive in order")
    func many() async throws {
        let network = try await OwnNetwork()
        let (one, other) = try await network.guests()
        var arrived: [[UInt8]] = []
        let frames = (0..<1000).map { datagram(port: 9, "number \($0)") }
        for frame in frames {
            try one.write(frame)
            arrived += try other.readAll()
        }
        while arrived.count < frames.count, let frame = try other.read(milliseconds: 2000) { arrived.append(frame) }
        #expect(arrived == frames)
    }

    @Test("addresses, neighbours and routes let the kernel speak to a guest")
    func addresses() async throws {
        let network = try await OwnNetwork()
        let (one, _) = try await network.guests()
        let links = network.links
        let mac = try #require(HardwareAddress("52:54:00:00:00:01"))
        let addresses = try ["192.0.2.254", "192.0.2.1", "198.51.100.0", "198.51.100.7"].map {
            try #require(IPAddress($0))
        }
        try await links.setAddress(try #require(HardwareAddress("52:54:00:00:00:fe")), of: "br")
        try await links.addAddress(addresses[0], prefix: 24, to: "br")
        try await links.addNeighbour(addresses[1], mac, on: "br")
        try await links.addRoute(to: addresses[2], prefix: 24, via: addresses[1], on: "br")
        let sent = try await network.thread.run {
            runHere(["/bin/bash", "-c", "echo -n hello >/dev/udp/198.51.100.7/9"])
        }
        #expect(sent == 0)
        let frame = try #require(try one.read(milliseconds: 2000))
        #expect(frame.starts(with: [0x52, 0x54, 0, 0, 0, 1, 0x52, 0x54, 0, 0, 0, 0xFE, 8, 0]))
        #expect(frame[30..<34] == [198, 51, 100, 7])
    }

    @Test("IPv6 addresses are usable at once")
    func six() async throws {
        let network = try await OwnNetwork()
        let links = network.links
        try await links.createPair("left", "right")
        for name in ["left", "right"] { try await links.bringUp(name) }
        let address = try #require(IPAddress("2001:db8::1"))
        try await links.addAddress(address, prefix: 64, to: "left")
        let status = try await network.thread.run {
            runHere(["/bin/sh", "-c", "! ip -6 address show dev left | grep -q tentative.*2001"])
        }
        #expect(status == 0)
        try await links.delete("left")
        let error = await #expect(throws: PacketFilterError.self) { _ = try await links.index(of: "right") }
        #expect(error?.code == .noInterface)
    }

    @Test("settings are those of the scratch network, not of the host")
    func settings() async throws {
        let network = try await OwnNetwork()
        let path = "ipv4/conf/all/rp_filter"
        let before = try String(contentsOfFile: "/proc/sys/net/" + path, encoding: .utf8)
        let other = before.hasPrefix("2") ? "1" : "2"
        try await network.links.set(path, other)
        let inside = try await network.links.setting(path)
        #expect(inside == other)
        let after = try String(contentsOfFile: "/proc/sys/net/" + path, encoding: .utf8)
        #expect(after == before)
    }

    @Test(
        "a setting's path stays below its folder",
        arguments: [
            "../kernel/hostname", "ipv4/../../kernel/hostname", "/etc/passwd", "", "ipv4//ip_forward",
            "ipv4/./ip_forward",
        ])
    func paths(_ path: String) async throws {
        let network = try await OwnNetwork()
        let error = await #expect(throws: PacketFilterError.self) { try await network.links.set(path, "1") }
        #expect(error?.code == .invalid)
    }

    @Test("the host's network is refused")
    func host() async throws {
        let thread = try await NetworkThread(.host)
        let error = await #expect(throws: PacketFilterError.self) { _ = try await Links(on: thread) }
        #expect(error?.code == .denied)
        #expect(error?.hint?.english.contains("nothing was changed") == true)
        await #expect(throws: PacketFilterError.self) { _ = try await TapDevice.open("tap0", on: thread) }
    }

    @Test(
        "a name that is taken, and one that no interface may have, are refused",
        arguments: [
            ("tap0", PacketFilterError.Code.busy), ("a/b", .invalid), ("sixteen-letters-", .invalid), ("", .invalid),
            ("tap%d", .invalid),
        ])
    func names(_ name: String, _ code: PacketFilterError.Code) async throws {
        let network = try await OwnNetwork()
        let first = try await TapDevice.open("tap0", on: network.thread)
        let error = await #expect(throws: PacketFilterError.self) {
            _ = try await TapDevice.open(name, on: network.thread)
        }
        #expect(error?.code == code)
        #expect(first.name == "tap0")
    }
}
