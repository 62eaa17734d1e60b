import Foundation
import PacketFilter

/// A policy with all that is needed to make its rules again: the text that a person wrote, and what was read of it and
/// of its files then.
public struct KeptPolicy: Sendable, Codable {
    public var version: String
    public var text: String
    public var policy: FirewallPolicy
    public var features: FilterFeatures
    public var routesGuests: Bool
    public var at: Moment
    public var by: Operator

    var compiler: PolicyCompiler { PolicyCompiler(policy, features: features, routesGuests: routesGuests) }
}
