extension Operation {
    /// How much it can hurt. What destroys asks for the object's name first.
    public var risk: Risk {
        switch deed {
        case .guest(.reset), .guest(.forceOff), .guest(.discardSavedState), .guest(.delete): .destroys
        case .volume(.delete), .volume(.resize(_, _, shrink: true)): .destroys
        case .host(.stopAll(_, force: true)), .host(.reboot), .host(.powerOff): .destroys
        // In place: what is there gives way, though its files are kept beside.
        case .backup(.restore(let order)) where order.newName == nil: .destroys
        case .backup(.prune): .destroys
        case .member(.apply), .member(.step(.delete)), .member(.purge): .destroys
        case .finance(.closeYear): .destroys
        case .guest, .pool, .volume, .network, .host, .backup, .firewall, .member, .finance: .changes
        }
    }

    /// Whether it takes so long, or is so much, that it must not end with the console that asked for it.
    public var runsDetached: Bool {
        switch deed {
        case .host, .backup, .guest(.save), .guest(.restore), .volume(.resize), .volume(.delete), .pool(.createVolume):
            true
        case .guest(.delete(let volumes, _)): !volumes.isEmpty
        case .member(.apply), .member(.announce): true
        case .guest, .pool, .network, .firewall, .member, .finance: false
        }
    }
}
