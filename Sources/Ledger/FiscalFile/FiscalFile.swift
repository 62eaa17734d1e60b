public import Text

/// The file of accounting entries of a year (FEC) as article A47 A-1 of the Livre des procédures fiscales wants it.
public struct FiscalFile: Sendable, Hashable {
    /// The characters of the file.
    public enum Encoding: String, Sendable, CaseIterable {
        /// One of the three that the article names.
        case latin9 = "ISO-8859-15"
        /// What the administration's own checker (Test Compta Demat) reads as well.
        case utf8 = "UTF-8"
    }

    /// `123456782FEC20261231.txt`: SIREN, FEC, the last day of the year.
    public let name: String
    public let bytes: [UInt8]
    public let encoding: Encoding
    /// Lines below that of the column names.
    public let lines: Int
    /// Numbered entries, the opening one included.
    public let entries: Int
    /// Characters that the encoding lacks and that were written as others.
    public let replaced: Int

    /// The 18 columns, in their order.
    public static let columns = [
        "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum",
        "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate",
        "Montantdevise", "Idevise",
    ]

    init(_ lines: [FiscalLine], siren: Siren, year: Int, encoding: Encoding) {
        var (bytes, replaced): ([UInt8], Int) = ([], 0)
        bytes.reserveCapacity(lines.count * 120)
        for cells in [FiscalFile.columns] + lines.map(\.cells) {
            for (place, cell) in cells.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: "\t")) }
                if encoding == .utf8 { bytes += cell.utf8 } else { replaced += Latin9.append(cell, to: &bytes) }
            }
            bytes += [13, 10]
        }
        name = "\(siren.digits)FEC\(FiscalFile.padded(year))1231.txt"
        (self.bytes, self.replaced) = (bytes, replaced)
        self.encoding = encoding
        self.lines = lines.count
        entries = lines.last?.number ?? 0
    }

    /// The name of the description that the article wants beside the file.
    public var descriptionName: String { name.replacing(".txt", with: "-description.txt") }

    /// What the columns, the codes and the characters are (II of the article).
    public func description(_ language: Language) -> String {
        let words: [Phrase] = [
            .fiscalTitle(SafeText(name)), .fiscalShape(encoding.rawValue), .fiscalReplaced(replaced),
            .fiscalNumbers, .fiscalPieces, .fiscalDates, .fiscalEmpty, .fiscalForeign, .fiscalOpening, .fiscalClosing,
        ]
        let codes = JournalCode.allCases.map { "\($0.rawValue)  \($0.fiscalName)" }
        return (words.map { $0(language).string } + [""] + codes + [""] + FiscalFile.columns)
            .map { $0 + "\n" }.joined()
    }

    static func padded(_ year: Int) -> String {
        String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
    }
}

/// One line of the file.
struct FiscalLine {
    let journal: JournalCode
    /// From 1 on, without gaps.
    let number: Int
    let date: CivilDate
    let account: String
    let accountName: String
    let piece: String
    let label: String
    /// Cents; debits are positive. Not zero.
    let euros: Int
    let validated: CivilDate
    /// Where the line is in another currency.
    let foreign: Money?

    var cells: [String] {
        [
            journal.rawValue, journal.fiscalName, String(number), FiscalLine.day(date), account, accountName, "", "",
            piece, FiscalLine.day(date), label, FiscalLine.number(Money(max(euros, 0))),
            FiscalLine.number(Money(max(-euros, 0))), "", "", FiscalLine.day(validated),
            // Debit or credit says the direction.
            foreign.map { FiscalLine.number(Money(abs($0.minor), $0.currency)) } ?? "", foreign?.currency.code ?? "",
        ]
    }

    private static func day(_ date: CivilDate) -> String { String(date.iso8601.filter { $0 != "-" }) }

    private static func number(_ money: Money) -> String { String(money.plain.map { $0 == "." ? "," : $0 }) }
}

extension JournalCode {
    /// What the file calls the journal: French, as the law that asks for it.
    var fiscalName: String {
        switch self {
        case .bank: "Banque"
        case .cash: "Caisse"
        case .general: "Opérations diverses"
        case .opening: "À nouveaux"
        case .closing: "Clôture"
        }
    }
}
