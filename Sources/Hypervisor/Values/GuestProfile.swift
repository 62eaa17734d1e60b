/// What this project keeps in a guest's own metadata, so that it travels with the guest.
///
/// Stored by `virDomainSetMetadata(VIR_DOMAIN_METADATA_ELEMENT)` under the namespace `GuestProfile.namespace`.
public struct GuestProfile: Sendable, Equatable, Hashable, Codable {
    /// The XML namespace of this project's metadata element.
    public static let namespace = "https://unixcorn.org/ns/guest/1"

    /// What the guest is for: `web`, `mail`, `forge`, `cloud`... Empty: not said.
    public var kind: String = ""
    /// Place in start-all (lower first); stop-all goes the other way. Guests without one come last.
    public var order: Int?
    /// Seconds to wait after this guest has started before the next one.
    public var startDelay: Int = 0
    /// Names of guests that must run before this one starts.
    public var dependsOn: [String] = []
    public var tags: [String] = []
    public var notes: String = ""

    public init() {}
}
