import GRDB
import Text

extension Book {
    /// Makes somebody known, under a new pseudonym.
    public func addDonor(
        name: String? = nil, isPublished: Bool = false, words: [String] = [], member: String? = nil
    ) throws(LedgerError) -> Donor {
        try addDonor(
            Donor(id: 0, pseudonym: "", name: name, isPublished: isPublished, words: words, member: member))
    }

    /// The same under a pseudonym that is given, for a demo; an empty one is made of random letters.
    package func addDonor(_ draft: Donor) throws(LedgerError) -> Donor {
        try draft.check()
        let (name, isPublished, words, member) = (draft.name, draft.isPublished, draft.words, draft.member)
        return try writePersonal { database in
            let taken = Set(try String.fetchAll(database, sql: "SELECT pseudonym FROM donor"))
            var random = SystemRandomNumberGenerator()
            var pseudonym = draft.pseudonym.isEmpty ? Donor.newPseudonym(&random) : draft.pseudonym
            while taken.contains(pseudonym) { pseudonym = Donor.newPseudonym(&random) }
            try database.execute(
                sql: "INSERT INTO donor VALUES (NULL, ?, ?, ?, ?, ?)",
                arguments: [pseudonym, name, isPublished, PersonalText.joined(words), member])
            let id = Int(database.lastInsertedRowID)
            try Book.linkKnownGifts(database)
            return Donor(
                id: id, pseudonym: pseudonym, name: name, isPublished: isPublished, words: words, member: member)
        }
    }

    /// Everyone, in the order they became known.
    public func donors() throws(LedgerError) -> [Donor] { try read { try Book.donors($0) } }

    /// Changes everything but the pseudonym.
    public func change(_ donor: Donor) throws(LedgerError) {
        try donor.check()
        try writePersonal { database in
            try database.execute(
                sql: "UPDATE donor SET name = ?, published = ?, words = ?, member = ? WHERE id = ?",
                arguments: [donor.name, donor.isPublished, PersonalText.joined(donor.words), donor.member, donor.id])
            guard database.changesCount > 0 else { throw LedgerError(.missing, .noDonor(donor.id)) }
            try Book.linkKnownGifts(database)
        }
    }

    /// Forgets who somebody is: the name, the words on statements, the member's account and the bank's words in lines
    /// of statements, from the file too. Pseudonym and gifts stay, so that the books do.
    public func erase(donor id: Int) throws(LedgerError) {
        guard var donor = try donors().first(where: { $0.id == id }) else {
            throw LedgerError(.missing, .noDonor(id))
        }
        let known = donor
        try writePersonal { try Book.forgetLines(of: known, $0) }
        (donor.name, donor.isPublished, donor.words, donor.member) = (nil, false, [], nil)
        try change(donor)
    }

    /// Says who gave what an entry brought.
    public func link(entry: Int, to donor: Int) throws(LedgerError) { try link(entries: [entry], to: donor) }

    /// Says who gave what entries brought: all of them or none.
    public func link(entries: [Int], to donor: Int) throws(LedgerError) {
        try write { database in
            try Book.requireDonor(donor, database)
            for entry in entries { try Book.linkGift(entry, donor, database) }
        }
    }

    private static func linkGift(_ entry: Int, _ donor: Int, _ database: Database) throws {
        try Book.requireEntry(entry, database)
        let isIncome = try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM posting WHERE entry = ? AND account GLOB '7*' AND amount < 0)",
            arguments: [entry])
        guard isIncome == true else { throw LedgerError(.refused, .noGift(entry)) }
        try Book.insertGift(entry, donor, database)
    }

    /// Takes back who gave what an entry brought.
    public func unlinkGift(entry: Int) throws(LedgerError) {
        try write { try $0.execute(sql: "DELETE FROM gift WHERE entry = ?", arguments: [entry]) }
    }

    /// A transaction after which SQLite overwrites what was deleted.
    private func writePersonal<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        try write { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            return try body(database)
        }
    }

    static func donors(_ database: Database) throws -> [Donor] {
        try Row.fetchAll(
            database, sql: "SELECT id, pseudonym, name, published, words, member FROM donor ORDER BY id"
        ).map { row in
            Donor(
                id: row[0], pseudonym: row[1], name: row[2], isPublished: row[3], words: PersonalText.split(row[4]),
                member: row[5])
        }
    }

    static func requireDonor(_ id: Int, _ database: Database) throws {
        let exists = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM donor WHERE id = ?)", arguments: [id])
        guard exists == true else { throw LedgerError(.missing, .noDonor(id)) }
    }

    /// Refuses texts that name a donor, before they are written down anywhere.
    public func refuseNames(in texts: [String]) throws(LedgerError) {
        try read { database in
            let check = try Book.nameCheck(database)
            for text in texts { try check(text) }
        }
    }

    /// Refuses labels that name a donor: what is sealed can never be erased.
    static func nameCheck(_ database: Database) throws -> (String) throws -> Void {
        let named = try donors(database).filter { $0.name != nil }.map { donor in
            var donor = donor
            donor.words = []
            return donor
        }
        guard !named.isEmpty else { return { _ in } }
        let names = DonorNames(named)
        return { label in
            let masked = names.masked(label)
            guard masked == label else {
                throw LedgerError(.refused, .namedLabel, hint: .writeInstead(SafeText(masked)))
            }
        }
    }

    /// Says of entries that lines of statements were booked by whose gifts they are, where the line names a donor.
    /// - Parameter number: of the last entry before those that are meant.
    static func linkKnownGifts(after number: Int = 0, _ database: Database) throws {
        let names = DonorNames(try donors(database))
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT entry, label FROM statement_line
                WHERE entry > ? AND label <> '' AND NOT EXISTS (SELECT 1 FROM gift WHERE gift.entry = statement_line.entry)
                AND EXISTS (SELECT 1 FROM posting WHERE posting.entry = statement_line.entry AND account GLOB '7*' AND amount < 0)
                """, arguments: [number])
        for row in rows {
            guard let donor = names.donor(in: row[1]) else { continue }
            try insertGift(row[0], donor.id, database)
        }
    }

    /// Takes a donor's name out of the bank's lines: those of the gifts, and those that name the donor.
    private static func forgetLines(of donor: Donor, _ database: Database) throws {
        let names = DonorNames([donor])
        let rows = try Row.fetchAll(database, sql: "SELECT id, label, entry FROM statement_line WHERE label <> ''")
        let gifts = Set(
            try Int.fetchAll(database, sql: "SELECT entry FROM gift WHERE donor = ?", arguments: [donor.id]))
        for row in rows {
            let isGift = (row[2] as Int?).map { gifts.contains($0) } ?? false
            guard isGift || names.donor(in: row[1]) != nil else { continue }
            try database.execute(
                sql: "UPDATE statement_line SET label = '', reference = NULL WHERE id = ?", arguments: [row[0] as Int])
        }
    }

    static func insertGift(_ entry: Int, _ donor: Int, _ database: Database) throws {
        try database.execute(sql: "INSERT OR REPLACE INTO gift VALUES (?, ?)", arguments: [entry, donor])
    }
}
