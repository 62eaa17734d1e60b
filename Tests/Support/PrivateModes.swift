/// Which private modes (`ESC [ ? n h`) a stream of bytes leaves on: what a terminal would be left with.
public struct PrivateModes {
    private var on: [Int: Bool] = [:]

    public init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for match in text.matches(of: /\u{1B}\[\?([0-9;]+)([hl])/) {
            for number in match.1.split(separator: ";").compactMap({ Int($0) }) { on[number] = match.2 == "h" }
        }
    }

    /// Whether the other screen is shown.
    public var isOnOtherScreen: Bool { on[1049] ?? false }
    /// Whether the cursor can be seen.
    public var showsCursor: Bool { on[25] ?? true }
    public var mouse: Bool { [1000, 1002, 1003, 1006].contains { on[$0] ?? false } }
    public var paste: Bool { on[2004] ?? false }
    public var synchronized: Bool { on[2026] ?? false }
    public var applicationCursor: Bool { on[1] ?? false }

    /// What a shell would find: nothing of ours left.
    public var isClean: Bool {
        !isOnOtherScreen && showsCursor && !mouse && !paste && !synchronized && !applicationCursor
    }
}
