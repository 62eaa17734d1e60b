extension KnownAccount {
    mutating func add(_ entries: [RegisterEntry], at now: Moment) {
        // Whoever comes back under an old name has not the old one's exemption; a hold is on the name all the same.
        for entry in entries where entry.kind == .hold || entry.madeAt >= returned ?? entry.madeAt {
            if entry.holds(at: now) {
                if entry.kind == .hold { hold = entry } else { exemption = entry }
            } else if entry.kind == .exemption, let end = [entry.endedAt, entry.until].compactMap(\.self).min(),
                end <= now
            {
                // An entry that was ended before it began never held.
                lapsed = end > entry.from ? max(lapsed ?? end, end) : lapsed
            }
        }
    }

    /// A warning counts when it was sent for sure after everything that the person did.
    mutating func add(_ warnings: [MemberBook.SentMail]) {
        let last = signs.first?.at ?? Moment(microseconds: .min)
        for mail in warnings where mail.intent > last && mail.intent >= firstSeen {
            if mail.result == .sent { warned = max(warned ?? mail.intent, mail.intent) }
            if mail.result == nil { perhapsWarned = mail.intent }
        }
    }
}
