public import Text

/// Everybody whose name must not get out: donors, members, users. Given by whoever publishes, used for nothing else.
public struct KnownPeople: Sendable {
    /// Words in an order of their own, mapped to what they were.
    private let known: [String: SafeText]
    private let sizes: [Int]

    /// Names match in any order of their words and without accents, and written as one word; a single word of one or two
    /// letters is not looked for.
    /// - Parameter allowed: what the site calls itself and its services, though it is somebody's login as well.
    public init(names: [String], logins: [String] = [], addresses: [String] = [], allowed: [String] = []) {
        var known: [String: SafeText] = [:]
        var sizes: Set<Int> = []
        for text in names + logins + addresses {
            let words = KnownPeople.words(text)
            guard !words.isEmpty, words.count > 1 || words[0].count > 2 else { continue }
            known[words.sorted().joined(separator: " ")] = SafeText(String(text.prefix(80)))
            sizes.insert(words.count)
            // As in the name of a site.
            for joined in [words.joined(), words.reversed().joined()] where words.count > 1 {
                known[joined] = SafeText(String(text.prefix(80)))
                sizes.insert(1)
            }
        }
        for text in allowed { known[KnownPeople.words(text).sorted().joined(separator: " ")] = nil }
        self.known = known
        self.sizes = sizes.filter { $0 <= 12 }.sorted()
    }

    /// Who is named in a text, sorted.
    public func named(in text: String) -> [SafeText] {
        let words = KnownPeople.words(text)
        var found: Set<SafeText> = []
        for size in sizes where size <= words.count {
            for start in 0...words.count - size {
                let window = words[start..<start + size].sorted().joined(separator: " ")
                if let person = known[window] { found.insert(person) }
            }
        }
        return found.sorted()
    }

    /// Runs of letters and digits, small and without accents.
    static func words(_ text: String) -> [String] {
        FoldedText.words(of: text).split(separator: " ").map(String.init)
    }

    /// Mail addresses that stand in a text.
    static func addresses(in text: String) -> Set<String> {
        func isPart(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || ".-_+".contains(character)
        }
        let marks = CharacterPlaces(text)
        var found: Set<String> = []
        for place in marks.ats {
            let before = marks.characters[..<place].reversed().prefix(64).prefix(while: isPart).reversed()
            let after = marks.characters[(place + 1)...].prefix(255).prefix(while: isPart)
            if !before.isEmpty, after.contains(".") {
                let domain = String(after).trimmingDots
                found.insert((String(before) + "@" + domain).lowercased())
            }
        }
        return found
    }
}

private struct CharacterPlaces {
    let characters: [Character]
    let ats: [Int]

    init(_ text: String) {
        characters = Array(text)
        ats = characters.indices.filter { [indices = characters] in indices[$0] == "@" }
    }
}

extension String {
    fileprivate var trimmingDots: String {
        var rest = Substring(self)
        while rest.last == "." { rest.removeLast() }
        return String(rest)
    }
}
