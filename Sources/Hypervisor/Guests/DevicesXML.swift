import XML

extension GuestDisk {
    /// From `<disk>`; nil where it has no target.
    init?(disk: Element) {
        guard let target = disk["target/@dev"] else { return nil }
        self.init(target: target)
        device = disk["@device"] ?? "disk"
        if let source = disk.first("source") {
            self.source = diskSource(source, kind: disk["@type"] ?? "")
            pool = source.attribute("pool")
            volume = source.attribute("volume")
        }
        format = disk["driver/@type"] ?? ""
        isReadOnly = disk.first("readonly") != nil
        var layer = disk.first("backingStore")
        while let below = layer, let source = below.first("source") {
            backingChain.append(diskSource(source, kind: below.attribute("type") ?? ""))
            layer = below.first("backingStore")
        }
    }
}

/// Path, `pool/volume`, or `protocol:host/name`.
private func diskSource(_ source: Element, kind: String) -> String {
    switch kind {
    case "volume": return (source.attribute("pool") ?? "") + "/" + (source.attribute("volume") ?? "")
    case "network":
        let host = source["host/@name"] ?? source["host/@socket"] ?? ""
        return (source.attribute("protocol") ?? "") + ":" + host + "/" + (source.attribute("name") ?? "")
    default:
        for name in ["file", "dev", "dir", "path"] {
            if let value = source.attribute(name) { return value }
        }
        return ""
    }
}

extension GuestInterface {
    /// From `<interface>`; nil where it has no address.
    init?(interface: Element, isRunning: Bool) {
        guard let mac = interface["mac/@address"] else { return nil }
        self.init(mac: mac.lowercased())
        kind = interface["@type"] ?? ""
        tap = isRunning ? interface["target/@dev"] : nil
        source = interface["source/@network"] ?? interface["source/@bridge"] ?? interface["source/@dev"] ?? ""
        model = interface["model/@type"] ?? ""
    }
}

extension GraphicsAddress {
    /// From `<graphics>`. A port of -1 means that none is open.
    init(graphics: Element) {
        self.init(kind: graphics["@type"] ?? "", address: "")
        if let socket = graphics["@socket"] ?? graphics["listen/@socket"] {
            address = socket
        } else if let port = (graphics["@port"] ?? graphics["@tlsPort"]).flatMap({ Int($0) }), port > 0 {
            let host = graphics["@listen"] ?? graphics["listen/@address"] ?? ""
            address = (host.contains(":") ? "[" + host + "]" : host) + ":" + String(port)
        }
    }
}

extension ConsoleDevice {
    /// Serial ports first, then the consoles that are none: libvirt writes the first serial port as a console too.
    static func all(in domain: Element) -> [ConsoleDevice] {
        let serials = domain.all("devices/serial").map { ConsoleDevice(device: $0, word: "serial") }
        let consoles = domain.all("devices/console")
            .filter { ($0["target/@type"] ?? "serial") != "serial" || serials.isEmpty }
            .map { ConsoleDevice(device: $0, word: "console") }
        return serials + consoles
    }

    private init(device: Element, word: String) {
        let port = device["target/@port"] ?? "0"
        self.init(alias: device["alias/@name"] ?? word + port, kind: device["@type"] ?? "")
        path = device["source/@path"] ?? device["@tty"] ?? ""
        log = device["log/@file"]
    }
}
