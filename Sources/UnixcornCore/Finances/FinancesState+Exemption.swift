import Ledger
public import Text

extension FinancesState {
    /// What the members' register may say of the account of somebody who gives regularly; nil: the gifts have lapsed, or
    /// no listed account is theirs. It holds for a month after the next gift is expected; the pseudonym is its proof.
    public func exemption(
        of donor: Int, among members: MembersState, by person: String, at now: Moment = .now
    ) -> (object: ObjectRef, entry: RegisterEntry)? {
        guard let found = regular.first(where: { $0.donor.id == donor }), found.regularity.lapsed == nil,
            let parts = found.donor.member?.split(separator: "/", maxSplits: 1).map(String.init), parts.count == 2,
            let service = members.services.first(where: { $0.id == parts[0] }),
            let account = service.members.first(where: { $0.known.account.login == parts[1] })
        else { return nil }
        let entry = RegisterEntry(
            kind: .exemption, service: service.id, account: account.id, why: "gives regularly",
            proof: found.donor.pseudonym, from: now,
            until: members.clock.end(of: found.regularity.next.adding(months: 1)), by: person, madeAt: now)
        return (.account(service: service.id, id: account.id, login: parts[1]), entry)
    }
}
