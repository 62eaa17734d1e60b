import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct DonorOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "donor", abstract: "Who gives: the books know a pseudonym, everything else can be erased.",
            subcommands: [
                DonorList.self, DonorAdd.self, DonorSet.self, DonorGift.self, DonorExempt.self, DonorReceiptOf.self,
                DonorErase.self,
            ], defaultSubcommand: DonorList.self)
    }

    struct DonorList: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Everybody, who gives regularly, and whose dues are paid.")
        @OptionGroup var options: LedgerOptions
        @Flag(help: "Only those who give regularly: three in a row, each within five days.") var regular = false

        func run() throws {
            let site = try LedgerSite(options)
            let (book, today) = (try site.open(), site.site.today())
            let (donors, regulars, dues) = try booking { () throws(LedgerError) in
                (try book.donors(), try book.regularDonors(today: today), try book.dues(today: today))
            }
            let rows = donors.compactMap { donor -> [SafeText]? in
                let row = regulars.first { $0.donor.id == donor.id }?.regularity
                guard !regular || row != nil else { return nil }
                let paid = dues.first { $0.donor.id == donor.id }?.dues
                return [
                    SafeText(String(donor.id)), SafeText(donor.pseudonym), SafeText(donor.name ?? "-"),
                    SafeText(donor.member ?? "-"), row.map { Phrase.regularity($0)(site.words) } ?? "-",
                    SafeText(row.map { ($0.lapsed ?? $0.next).iso8601 } ?? "-"), SafeText(paid?.due.iso8601 ?? "-"),
                ]
            }
            Output.table(["NO", "PSEUDONYM", "NAME", "MEMBER", "REGULAR", "NEXT", "DUES UNTIL"], site.words, rows)
        }
    }

    struct DonorAdd: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make somebody known under a pseudonym, which is printed.")
        @OptionGroup var options: LedgerOptions
        @Option(help: "The name, where it is to be kept; it can be erased.") var name: String?
        @Flag(help: "The donor allows that the name is published.") var publish = false
        @Option(help: "Words on statements that are theirs; may be repeated.") var word: [String] = []
        @Option(help: ArgumentHelp("Their account: cloud/jeanne.", valueName: "service/login")) var member: String?

        func run() throws {
            let (name, publish, word, member) = (name, publish, word, member)
            try LedgerSite(options).change { book throws(LedgerError) in
                let donor = try book.addDonor(name: name, isPublished: publish, words: word, member: member)
                print("\(donor.id)  \(donor.pseudonym)")
            }
        }
    }

    struct DonorSet: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change what is known of somebody.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The donor's number.") var number: Int
        @Option(help: "The name.") var name: String?
        @Flag(inversion: .prefixedNo, help: "Whether the name may be published.") var publish: Bool?
        @Option(help: "Words on statements that are theirs, instead of those before.") var word: [String] = []
        @Option(help: ArgumentHelp("Their account: cloud/jeanne.", valueName: "service/login")) var member: String?

        func run() throws {
            let (number, name, publish, word, member) = (number, name, publish, word, member)
            try LedgerSite(options).change { book throws(LedgerError) in
                guard var donor = try book.donors().first(where: { $0.id == number }) else {
                    throw LedgerError(.missing, .noDonorOf(number))
                }
                donor.name = name ?? donor.name
                donor.isPublished = publish ?? donor.isPublished
                donor.words = word.isEmpty ? donor.words : word
                donor.member = member ?? donor.member
                try book.change(donor)
            }
        }
    }

    struct DonorGift: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "gift", abstract: "Say that an entry is somebody's gift.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The donor's number.") var number: Int
        @Argument(help: "The entry's number.") var entry: Int

        func run() throws { try LedgerSite(options).perform(.linkGift(entry: entry, donor: number)) }
    }

    struct DonorExempt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exempt",
            abstract:
                "Enter into the members' register that a regular donor's account stays, until a month after the next gift."
        )
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The donor's number.") var number: Int

        func run() throws {
            let site = try LedgerSite(options)
            let members = try MemberSite(options.global)
            let finances = FinancesState.read(site.site, at: .now)
            guard
                let (object, entry) = finances.exemption(
                    of: number, among: try members.state(), by: Operator.current().name.string)
            else { throw OperationFailure(area: "usage", message: .notRegular(number)) }
            try members.perform(.enter(entry), on: object)
        }
    }

    struct DonorReceiptOf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receipt", abstract: "What somebody gave in a year.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The donor's number.") var number: Int
        @Option(help: "The year; without it, this one.") var year: Int?

        func run() throws {
            let site = try LedgerSite(options)
            let (book, year) = (try site.open(), year ?? site.site.today().year)
            let receipt = try booking { () throws(LedgerError) in try book.receipt(of: number, year: year) }
            print("\(SafeText(receipt.donor.name ?? receipt.donor.pseudonym))  \(year)")
            Output.table(
                ["DAY", "AMOUNT", "ACCOUNT", "ENTRY"], site.words,
                receipt.gifts.map { gift in
                    [
                        SafeText(gift.date.iso8601), site.money(gift.amount), SafeText(gift.account),
                        SafeText(String(gift.entry)),
                    ]
                })
            for total in receipt.totals { print("= \(site.money(total))") }
        }
    }

    struct DonorErase: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "Forget who somebody is: name, words, account. Pseudonym and gifts stay, so that the books hold.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The donor's number.") var number: Int
        @Flag(name: .shortAndLong, help: "Do it without a question.") var yes = false

        func run() throws {
            guard yes || isAgreed(Phrase("Forget who donor \(number) is?", "Oublier qui est le donateur \(number) ?"))
            else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
            }
            try LedgerSite(options).change { book throws(LedgerError) in try book.erase(donor: number) }
        }
    }

}
