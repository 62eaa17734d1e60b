extension Operation {
    /// The way back, where it brings back exactly what was; nil where it would not.
    public var inverse: Operation? {
        switch deed {
        case .guest(let deed): guestInverse(deed)
        case .pool(.start): Operation(.pool(.stop), on: object)
        case .pool(.stop): Operation(.pool(.start), on: object)
        case .pool(.setAutostart(let on)): Operation(.pool(.setAutostart(!on)), on: object)
        case .network(.start): Operation(.network(.stop), on: object)
        case .network(.stop): Operation(.network(.start), on: object)
        case .network(.setAutostart(let on)): Operation(.network(.setAutostart(!on)), on: object)
        case .firewall(.store(let file, let text, let previous?)):
            Operation(.firewall(.store(file: file, text: previous, previous: text)), on: object)
        case .member(.step(.disable)): Operation(.member(.enable), on: object)
        case .member(.enable): Operation(.member(.step(.disable)), on: object)
        case .member(.setQuota(let bytes, let previous)):
            Operation(.member(.setQuota(previous, previous: bytes)), on: object)
        case .pool, .volume, .host, .backup, .firewall, .member, .finance: nil
        }
    }

    private func guestInverse(_ deed: GuestDeed) -> Operation? {
        let back: GuestDeed
        var object = object
        switch deed {
        case .suspend: back = .resume
        case .resume: back = .suspend
        case .save: back = .restore
        case .setAutostart(let on): back = .setAutostart(!on)
        case .setMemory(let bytes, let previous, let live, let stored):
            back = .setMemory(bytes: previous, previous: bytes, live: live, stored: stored)
        case .setVCPUs(let count, let previous, let live, let stored):
            back = .setVCPUs(count: previous, previous: count, live: live, stored: stored)
        case .setProfile(let profile, let previous): back = .setProfile(previous, previous: profile)
        case .rename(let new):
            guard case .guest(let host, let id, let old) = object else { return nil }
            object = .guest(host: host, id: id, name: new)
            back = .rename(to: old)
        case .define(let xml, let previous): back = .define(xml: previous, previous: xml)
        case .create(let xml): back = .delete(volumes: [], xml: xml)
        case .delete(let volumes, let xml) where volumes.isEmpty: back = .redefine(xml: xml)
        case .start, .shutDown, .reboot, .reset, .forceOff, .restore, .discardSavedState, .delete, .redefine: return nil
        }
        return Operation(.guest(back), on: object)
    }
}
