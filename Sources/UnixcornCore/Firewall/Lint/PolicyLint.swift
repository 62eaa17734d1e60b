/// Finds what in a policy is allowed, and probably not meant.
public struct PolicyLint: Sendable {
    let policy: FirewallPolicy
    /// Empty: not known, and then nothing is said about guests.
    let guests: [FirewallGuest]

    public init(_ policy: FirewallPolicy, _ guests: [FirewallGuest] = []) {
        self.policy = policy
        self.guests = guests
    }

    /// Everything found, in the order of the file; what is about no line comes first.
    public var remarks: [PolicyRemark] {
        let shadowed = shadowedRules()
        let dead = Set(shadowed.map(\.rule))
        var found = shadowed.map(\.remark)
        found += oneVersion(except: dead) + openToWorld(except: dead) + opensEverything()
        found += unusedSets() + unusedKinds() + noAdmins()
        found += unknownGuests() + undeclaredKinds() + allowedByKind(except: dead) + publishedAmiss() + rates()
        return PolicyLint.sorted(found)
    }

    static func sorted(_ remarks: [PolicyRemark]) -> [PolicyRemark] {
        var seen: Set<PolicyRemark> = []
        return remarks.filter { seen.insert($0).inserted }.sorted {
            ($0.line ?? 0, $0.code.rawValue, $0.message.english) < ($1.line ?? 0, $1.code.rawValue, $1.message.english)
        }
    }
}

extension PolicyLint {
    /// Rules that a guest, or the host, has in one direction.
    struct RuleList {
        var owner: Owner
        var isOutward: Bool
        var rules: [PolicyRule]
    }

    enum Owner: Hashable {
        case host
        case kind(String)
        case guest(String)
    }

    /// All lists, those of kinds in the order of their names. What a kind includes is in its list.
    var lists: [RuleList] {
        var lists = [RuleList(owner: .host, isOutward: false, rules: policy.host.accept)]
        lists.append(RuleList(owner: .host, isOutward: true, rules: policy.host.out ?? []))
        for kind in policy.kinds.values.sorted(by: { $0.name < $1.name }) {
            lists.append(RuleList(owner: .kind(kind.name), isOutward: false, rules: kind.accept))
            lists.append(RuleList(owner: .kind(kind.name), isOutward: true, rules: kind.out ?? []))
        }
        for guest in policy.guests.values.sorted(by: { $0.name < $1.name }) {
            lists.append(RuleList(owner: .guest(guest.name), isOutward: false, rules: guest.accept))
            lists.append(RuleList(owner: .guest(guest.name), isOutward: true, rules: guest.out))
        }
        return lists
    }

    /// A rule as the file declares it: kinds that include others have it too. `copy` tells apart what stands twice in one
    /// line.
    struct DeclaredRule: Hashable {
        var rule: PolicyRule
        var copy: Int
        var isOutward: Bool
    }

    static func declared(_ list: RuleList) -> [DeclaredRule] {
        var copies: [PolicyRule: Int] = [:]
        return list.rules.map { rule in
            defer { copies[rule, default: 0] += 1 }
            return DeclaredRule(rule: rule, copy: copies[rule, default: 0], isOutward: list.isOutward)
        }
    }

    /// The kind of a guest, where the policy or what is known of the guests tells.
    func kind(of guest: String) -> GuestKind? {
        if let known = guests.first(where: { $0.name == guest }) {
            return policy.kinds[GuestElements.kind(of: known, policy)]
        }
        return policy.guests[guest]?.kind.flatMap { policy.kinds[$0] }
    }
}
