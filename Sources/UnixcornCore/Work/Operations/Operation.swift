/// One thing that can be done to one object. Codable, so that it can be journaled, undone and run by a worker.
public struct Operation: Sendable, Hashable, Codable {
    public var object: ObjectRef
    public var deed: Deed

    public init(_ deed: Deed, on object: ObjectRef) {
        self.deed = deed
        self.object = object
    }
}

/// How much an operation can hurt.
public enum Risk: String, Sendable, Codable {
    /// Nothing changes.
    case looks
    /// Something changes, and can be changed back.
    case changes
    /// Something may be lost.
    case destroys
}

/// What is done. One nested enum a subject; each subject's folder says how (`Deed.Guest` in `Guests`).
public enum Deed: Sendable, Hashable, Codable {
    case guest(GuestDeed)
    case pool(PoolDeed)
    case volume(VolumeDeed)
    case network(NetworkDeed)
    case host(HostDeed)
    case backup(BackupDeed)
    case firewall(FirewallDeed)
    case member(MemberDeed)
    case finance(FinanceDeed)
}

/// What can be done to a guest.
public enum GuestDeed: Sendable, Hashable, Codable {
    case start
    /// Agent first, then ACPI; waits until the guest is off or `timeout` seconds are over, then fails saying so.
    case shutDown(timeout: Int)
    case reboot
    case reset
    case forceOff
    case suspend
    case resume
    case save
    case restore
    case discardSavedState
    case setAutostart(Bool)
    /// Bytes. `live` now, `stored` for the next boot; `previous` is what it was, for the way back.
    case setMemory(bytes: UInt64, previous: UInt64, live: Bool, stored: Bool)
    case setVCPUs(count: Int, previous: Int, live: Bool, stored: Bool)
    case setProfile(GuestProfile, previous: GuestProfile)
    case rename(to: String)
    /// A whole new definition. Validated by libvirt before it is stored.
    case define(xml: String, previous: String)
    /// A guest that is not there yet, from XML with its name and UUID. Validated by libvirt before it is stored.
    case create(xml: String)
    /// Removes the definition; `volumes` are the paths of the disks that are deleted with it (empty: disks stay).
    /// `xml` is the definition at that moment, for the journal and the way back.
    case delete(volumes: [String], xml: String)
    /// The way back from `delete` when its disks stayed: stores the definition again.
    case redefine(xml: String)
}

/// What can be done to a pool.
public enum PoolDeed: Sendable, Hashable, Codable {
    case start
    case stop
    case refresh
    case setAutostart(Bool)
    /// Bytes; format `qcow2` or `raw`.
    case createVolume(name: String, capacity: UInt64, format: String)
}

/// What can be done to a volume.
public enum VolumeDeed: Sendable, Hashable, Codable {
    /// Bytes. Growing only, unless `shrink` was said.
    case resize(capacity: UInt64, previous: UInt64, shrink: Bool)
    case delete
}

/// What can be done to a network.
public enum NetworkDeed: Sendable, Hashable, Codable {
    case start
    case stop
    case setAutostart(Bool)
}

/// What can be done with backups.
public enum BackupDeed: Sendable, Hashable, Codable {
    /// Backs guests up by their names; none: all that are declared to be. The site's own files always. `copies` false: the
    /// second repository stays as it is.
    case run(guests: [String], copies: Bool? = nil)
    /// Reads what is in the repository.
    case refresh
    /// Brings a guest back, beside or in place; files in the way are kept under other names.
    case restore(RestoreOrder)
    /// Removes the backups that the configuration's rules do not keep, except what a brake holds.
    case prune(ignoresBrakes: Bool)
    /// Reads back the part of the repository whose turn it is.
    case verify
    /// Restores a guest to a scratch folder, proves what it can, and removes it again.
    case drill(DrillOrder)
}

/// What can be done with the firewall of this machine.
public enum FirewallDeed: Sendable, Hashable, Codable {
    /// Lets the policy of a file rule for `seconds`; then, unless it is confirmed, the one before rules again by itself.
    case apply(file: String, seconds: Int, mayCut: Bool)
    /// Keeps the policy on trial.
    case confirm
    /// Ends a trial now.
    case rollBack
    /// Loads the confirmed policy again, over whatever somebody else has done to our tables.
    case repair
    /// Takes what somebody else has done to our tables as it is, until the next policy.
    case adopt
    /// Makes the elements of all guests what they are to be.
    case sync
    /// Writes the policy's file anew: whole, or not at all, and only what is right. `previous` is what it said, for the
    /// way back; nil where there was no file.
    case store(file: String, text: String, previous: String?)
}

/// What can be done with the accounts of a hosted service.
public enum MemberDeed: Sendable, Hashable, Codable {
    /// Asks the service and its other sources who is there and when they were. `acceptsShrinking`: a list that has become
    /// much shorter is right all the same.
    case sync(acceptsShrinking: Bool)
    /// Does what a plan in a file says; `word`: the beginning of its digest, as a person typed it.
    case apply(file: String, word: String)
    /// One step for one account, chosen by a person, whatever the rules say of it.
    case step(MemberStep)
    case enable
    /// A line for the register.
    case enter(RegisterEntry)
    case endEntry(Int64)
    /// A sign of life that a person noted.
    case note(Evidence)
    /// Makes an account; the service invites its person. Bytes.
    case create(login: String, name: String, mail: String, quota: UInt64?)
    /// Sets the password that a file holds.
    case setPassword(file: String)
    /// Bytes; nil: without a limit.
    case setQuota(UInt64?, previous: UInt64?)
    /// One mail to everybody who is active: a subject, and a file with the text.
    case announce(subject: String, file: String)
    /// Removes the sealed records that are past their end; `word`: of the purge that a person saw.
    case purge(word: String)
}

/// What can be done to a host.
public enum HostDeed: Sendable, Hashable, Codable {
    /// Starts guests in their declared order, with delays and dependencies.
    case startAll
    /// Shuts guests down in the reverse order; each has `timeout` seconds; `force` then turns it off.
    case stopAll(timeout: Int, force: Bool)
    /// Stops all in order, then restarts or powers off the machine (`systemctl`).
    case reboot(timeout: Int)
    case powerOff(timeout: Int)
}
