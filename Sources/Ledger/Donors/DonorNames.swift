/// Finds donors in the labels of statements, and puts their pseudonyms in the place of their names.
public struct DonorNames: Sendable {
    private struct Known: Sendable {
        let words: [FoldedText]
        let donor: Donor
    }
    /// By first word, the longest first.
    private var known: [FoldedText: [Known]] = [:]

    public init(_ donors: [Donor]) {
        for donor in donors {
            var texts = donor.words.map { FoldedText.words($0) }
            if let name = donor.name {
                // Banks write the family name first or last.
                let words = FoldedText.words(name)
                texts += [words, words.reversed()]
            }
            for words in texts {
                if let first = words.first { known[first, default: []].append(Known(words: words, donor: donor)) }
            }
        }
        for key in known.keys { known[key]?.sort { ($1.words.count, $0.donor.id) < ($0.words.count, $1.donor.id) } }
    }

    /// The donor that a label names; nil where it names none, or several.
    public func donor(in label: String) -> Donor? {
        let found = places(label).map(\.donor)
        return found.allSatisfy { $0.id == found[0].id } ? found.first : nil
    }

    /// The label with pseudonyms for names: `VIR JEANNE MARTIN` becomes `VIR don-7f3k`. This is what may be sealed.
    public func masked(_ label: String) -> String {
        var (out, rest) = ("", label.startIndex)
        for place in places(label) {
            out += label[rest..<place.range.lowerBound] + place.donor.pseudonym
            rest = place.range.upperBound
        }
        return out + label[rest...]
    }

    private func places(_ label: String) -> [(range: Range<String.Index>, donor: Donor)] {
        guard !known.isEmpty else { return [] }
        let (words, folded) = split(label)
        var (places, index): ([(range: Range<String.Index>, donor: Donor)], Int) = ([], 0)
        while index < words.count {
            let match = known[folded[index]]?.first { folded[index...].starts(with: $0.words) }
            if let match {
                let last = words[index + match.words.count - 1]
                places.append((words[index].lowerBound..<last.upperBound, match.donor))
            }
            index += match?.words.count ?? 1
        }
        return places
    }

    /// Most labels of banks are ASCII, where bytes are letters.
    private func split(_ label: String) -> ([Range<String.Index>], [FoldedText]) {
        guard label.utf8.allSatisfy({ $0 < 0x80 }) else {
            let words = label.split { !$0.isLetter && !$0.isNumber }
            return (words.map { $0.startIndex..<$0.endIndex }, words.map { FoldedText(String($0)) })
        }
        let words = label.utf8.split { !FoldedText.isASCIIWord($0) }
        return (words.map { $0.startIndex..<$0.endIndex }, words.map { FoldedText(ascii: $0) })
    }
}

extension FoldedText {
    static func words(_ text: String) -> [FoldedText] {
        text.split { !$0.isLetter && !$0.isNumber }.map { FoldedText(String($0)) }
    }
}
