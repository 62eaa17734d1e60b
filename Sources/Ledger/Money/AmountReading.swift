public import Text

/// How a file writes its decimals, where that is known.
public enum DecimalMark: String, Sendable, Codable, CaseIterable {
    case comma, point
}

/// Why a text is no amount.
public enum AmountFault: Error, Sendable, Equatable {
    case empty
    /// A character that has no place in an amount, or one at the wrong place.
    case malformed
    /// `1,234` is one and some decimals or a thousand and some; nobody knows which.
    case ambiguous
    /// More decimals than the currency has.
    case tooPrecise
    case tooLarge
    /// A currency that is not known, or not the expected one.
    case currency
}

extension Money {
    /// Reads an amount as people and banks of France and England write it: `2 020,34`, `2.020,34`, `2,020.34`, `,12`,
    /// `-,34`, `48 €`, `EUR 48`, `(48,00)`, `48,00-`. What could be read in two ways is refused, never guessed.
    /// - Parameters:
    ///   - currency: the one meant where none is written; another one written is a fault.
    ///   - mark: what stands before decimals in this file; nil: both may, and it must be clear which.
    public static func reading(
        _ text: String, _ currency: Currency = .euro, mark: DecimalMark? = nil
    ) throws(AmountFault) -> Money {
        var rest = Substring(text)
        trim(&rest)
        guard !rest.isEmpty else { throw .empty }
        var isNegative = try takeSign(&rest)
        let written = try takeUnit(&rest)
        if let written, written != currency { throw .currency }
        if !isNegative.isSet { isNegative = try takeSign(&rest) }
        let minor = try number(rest, currency.decimals, mark)
        return Money(isNegative.value ? -minor : minor, currency)
    }

    private static let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "\t"]

    private static func trim(_ text: inout Substring) {
        while let first = text.first, spaces.contains(first) { text.removeFirst() }
        while let last = text.last, spaces.contains(last) { text.removeLast() }
    }

    /// Takes one sign away, from before, from behind, or the brackets of bookkeepers.
    private static func takeSign(_ text: inout Substring) throws(AmountFault) -> (value: Bool, isSet: Bool) {
        let signs: [Character: Bool] = ["-": true, "−": true, "–": true, "+": false]
        if text.first == "(", text.last == ")", text.count > 2 {
            text = text.dropFirst().dropLast()
            trim(&text)
            return (true, true)
        }
        if let first = text.first, let isNegative = signs[first] {
            text.removeFirst()
            trim(&text)
            return (isNegative, true)
        }
        if let last = text.last, let isNegative = signs[last] {
            text.removeLast()
            trim(&text)
            return (isNegative, true)
        }
        return (false, false)
    }

    /// Takes the currency away: letters or a symbol before or behind the digits.
    private static func takeUnit(_ text: inout Substring) throws(AmountFault) -> Currency? {
        func isUnit(_ character: Character) -> Bool { character.isLetter || character.isCurrencySymbol }
        let before = text.prefix(while: isUnit)
        let behind = text.reversed().prefix(while: isUnit).count
        guard !before.isEmpty || behind > 0 else { return nil }
        guard before.isEmpty || behind == 0 else { throw .malformed }
        let word = before.isEmpty ? String(text.suffix(behind)) : String(before)
        text = before.isEmpty ? text.dropLast(behind) : text.dropFirst(before.count)
        trim(&text)
        guard let currency = Currency(code: Currency.symbols[word] ?? word.uppercased()) else { throw .currency }
        return currency
    }

    private static func number(_ text: Substring, _ decimals: Int, _ mark: DecimalMark?) throws(AmountFault) -> Int {
        guard text.contains(where: { $0.isASCII && $0.isNumber }) else { throw .malformed }
        let (whole, fraction) = try split(text, decimals, mark)
        guard fraction.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .malformed }
        guard fraction.dropFirst(decimals).allSatisfy({ $0 == "0" }) else { throw .tooPrecise }
        let figures = try ungrouped(whole) + fraction.prefix(decimals)
        let padded = figures + String(repeating: "0", count: max(0, decimals - fraction.count))
        guard padded.drop(while: { $0 == "0" }).count <= 13, let minor = Int(padded), minor <= Money.most else {
            throw .tooLarge
        }
        return minor
    }

    /// Parts a number at its decimal mark.
    private static func split(
        _ text: Substring, _ decimals: Int, _ mark: DecimalMark?
    ) throws(AmountFault) -> (whole: Substring, fraction: Substring) {
        let marks: [Character: DecimalMark] = [",": .comma, ".": .point]
        guard let place = text.lastIndex(where: { marks[$0] != nil }), let found = marks[text[place]] else {
            return (text, "")
        }
        let (whole, fraction) = (text[..<place], text[text.index(after: place)...])
        let others = whole.filter { marks[$0] != nil }
        if let mark {
            // The other sign can only part groups.
            guard mark == found else { return (text, "") }
            guard !others.contains(text[place]), !fraction.isEmpty else { throw .malformed }
            return (whole, fraction)
        }
        // The same sign twice parts groups only.
        if others.contains(text[place]) { return (text, "") }
        guard !fraction.isEmpty else { throw .malformed }
        let isGroup = fraction.count == 3 && fraction.allSatisfy(\.isNumber)
        if isGroup, others.isEmpty, !whole.contains(where: { spaces.contains($0) || $0 == "'" || $0 == "’" }) {
            let head = whole.count
            if (1...3).contains(head), whole.first != "0" { throw .ambiguous }
        }
        return (whole, fraction)
    }

    /// The digits of groups of three, parted by one kind of sign.
    private static func ungrouped(_ text: Substring) throws(AmountFault) -> String {
        var figures = ""
        var sign: Character?
        var inGroup = 0
        for character in text {
            if character.isASCII, character.isNumber {
                figures.append(character)
                inGroup += 1
                continue
            }
            guard spaces.contains(character) || ".,'’".contains(character) else { throw .malformed }
            let kind: Character = spaces.contains(character) ? " " : character == "’" ? "'" : character
            guard inGroup > 0, inGroup <= 3, sign == nil || (sign == kind && inGroup == 3) else { throw .malformed }
            (sign, inGroup) = (kind, 0)
        }
        guard sign == nil || inGroup == 3 else { throw .malformed }
        return figures
    }
}

extension AmountFault {
    /// What is wrong with `text`, and what to write instead.
    public func words(_ text: SafeText) -> Phrase {
        switch self {
        case .empty: Phrase("no amount is given", "aucun montant n’est donné")
        case .malformed: Phrase("“\(text)” is no amount", "« \(text) » n’est pas un montant")
        case .ambiguous:
            Phrase(
                "“\(text)” can be read in two ways; write \(text.string.filter(\.isNumber)) or add two decimals",
                "« \(text) » peut se lire de deux façons ; écrivez \(text.string.filter(\.isNumber)) ou ajoutez deux décimales"
            )
        case .tooPrecise:
            Phrase("“\(text)” has more decimals than its currency", "« \(text) » a plus de décimales que sa monnaie")
        case .tooLarge: Phrase("“\(text)” is too large", "« \(text) » est trop grand")
        case .currency:
            Phrase(
                "the currency of “\(text)” is not the one of the books",
                "la monnaie de « \(text) » n’est pas celle des comptes")
        }
    }
}
