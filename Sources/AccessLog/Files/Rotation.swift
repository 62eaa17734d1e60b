/// What the name of a rotated file says about its place in the order, oldest first.
///
/// Known are the names that logrotate makes of `access.log`: `access.log.3`, `access.log.3.gz`; with `dateext`
/// `access.log-20261129`, `access.log-2026112906`, `access.log-2026-11-29`, `access.log-1796000000`, a dot for the dash;
/// with `extension .log` the same before the ending: `access-20261129.log.gz`, `access.2.log`.
enum Rotation: Hashable {
    /// Dated: the digits, which sort as text of one length do.
    case dated(String)
    /// Numbered: the higher, the older.
    case numbered(Int)

    /// Reads `name` as a sibling of `base`; nil for any other file. `packing` is its last ending, where it is one of a
    /// program that packs: `gz`, or one that cannot be read here (`xz`, `bz2`, `zst`).
    static func read(_ name: String, of base: String) -> (rotation: Rotation, packing: String?)? {
        var bare = Substring(name)
        var packing: String?
        for ending in ["gz", "xz", "bz2", "zst"] where bare.hasSuffix("." + ending) {
            bare = bare.dropLast(ending.count + 1)
            packing = ending
            break
        }
        guard let mark = middle(of: bare, base: base), let rotation = Rotation(mark) else { return nil }
        return (rotation, packing)
    }

    /// What was added to `base`, after it or before its ending.
    private static func middle(of name: Substring, base: String) -> Substring? {
        if name.hasPrefix(base) { return name.dropFirst(base.count) }
        guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return nil }
        let (stem, ending) = (base[..<dot], base[dot...])
        guard name.hasPrefix(stem), name.hasSuffix(ending), name.count > base.count else { return nil }
        return name.dropFirst(stem.count).dropLast(ending.count)
    }

    /// From `.3`, `-20261129`, `.2026-11-29` and the like.
    private init?(_ mark: Substring) {
        guard let first = mark.first, first == "." || first == "-", mark.dropFirst().first?.isWholeNumber == true,
            mark.dropFirst().utf8.allSatisfy({ (48...57).contains($0) || [45, 46, 95].contains($0) })
        else { return nil }
        let digits = String(mark.utf8.compactMap { (48...57).contains($0) ? Character(Unicode.Scalar($0)) : nil })
        if digits.count >= 8 {
            self = .dated(digits)
        } else if digits.count == mark.count - 1, let number = Int(digits) {
            self = .numbered(number)
        } else {
            return nil
        }
    }

    /// Dated ones come first: who changed to numbers did so later, and the other way round days are still told apart.
    static func isOlder(_ left: Rotation, than right: Rotation) -> Bool {
        switch (left, right) {
        case (.dated(let left), .dated(let right)): left < right
        case (.numbered(let left), .numbered(let right)): left > right
        case (.dated, .numbered): true
        case (.numbered, .dated): false
        }
    }
}
