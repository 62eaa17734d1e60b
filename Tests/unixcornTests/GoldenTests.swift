import Foundation
import Screen
import Testing
import UnixcornCore

@testable import unixcorn

/// Screens as text files in `Screens/`. `UNIXCORN_RECORD=1 swift test --filter GoldenTests` writes them anew.
@Suite("Golden screens")
struct GoldenTests {
    /// A screen to look at: its name and the keys that lead there.
    static let scenes: [(name: String, keys: String)] = [
        ("overview", "g o"), ("guests", "g v"), ("guest", "g v down down enter"), ("storage", "g s"),
        ("networks", "g n"),
        ("jobs", "g j"), ("journal", "g j ."), ("entry", "g j . enter"), ("help", "g v ?"), ("palette", "g v :"),
        ("kill", "g v K"), ("hosts", "g o"), ("hosts-guests", "g v"), ("memory", "g v M"), ("refused", "g v D"),
        ("filter", "g v / w e b"), ("backups", "g b"), ("backups-guest", "g b down enter"),
        ("backup", "g b enter enter"), ("retention", "g b P"), ("restore", "g b R"), ("backups-none", "g b"),
        ("firewall", "g f"), ("firewall-trial", "g f"), ("firewall-drift", "g f"), ("firewall-none", "g f"),
        ("firewall-kind", "g f G k k k k enter"), ("firewall-guest", "g f G k enter"),
        ("policy", "g f G k k k k enter down down enter"),
        ("firewall-try", "g f t"), ("firewall-explain", "g f x"), ("overview-firewall", "g o"),
        ("members", "g m"), ("members-cloud", "g m ."), ("member", "g m . enter"), ("members-none", "g m"),
        ("member-exempt", "g m . space space x"), ("member-delete", "g m . D"), ("member-plan", "g m . p"),
        ("member-register", "g m R"), ("member-service", "g m , i"), ("member-visits", "g m . v"),
        ("finances", "g e"), ("finances-expected", "g e ."), ("finances-waiting", "g e . ."),
        ("finances-donors", "g e . . ."), ("finances-accounts", "g e . . . ."), ("finances-entry", "g e enter"),
        ("finances-form", "g e a"), ("finances-usual", "g e t"), ("finances-line", "g e . . b"),
        ("finances-expect", "g e e"), ("finances-years", "g e y"), ("finances-none", "g e"),
    ]

    /// How a screen is shown.
    enum Mode: String, CaseIterable, Sendable {
        case colour, mono, ascii
    }

    static let sizes = [Size(80, 24), Size(120, 40), Size(200, 50)]

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Screens")

    @Test("each pane at each size, in each language, in colour, mono and ASCII", arguments: scenes.map(\.name))
    func screens(scene: String) throws {
        GoldenTests.setZone()
        let keys = GoldenTests.scenes.first { $0.name == scene }?.keys ?? ""
        for size in GoldenTests.sizes {
            for language in Language.allCases {
                for mode in Mode.allCases {
                    var state = scene.hasPrefix("hosts") ? SampleSite.threeHosts : SampleSite.state
                    if scene == "backups-none" { state.backups = BackupsState() }
                    SampleSite.change(&state, for: scene)
                    let shown = try show(state, keys, size, language, mode)
                    try Self.compare(
                        shown, "\(scene)-\(size.columns)x\(size.rows)-\(language.rawValue)-\(mode.rawValue)")
                }
            }
        }
    }

    /// Times on the screens are those of this zone.
    static func setZone() {
        setenv("TZ", "UTC", 1)
        tzset()
    }

    private func show(
        _ state: SiteState, _ keys: String, _ size: Size, _ language: Language, _ mode: Mode
    ) throws -> String {
        let stage = try Stage(state, language: language, glyphs: mode == .ascii ? .ascii : .full, size: size)
        stage.press(keys, size: size)
        stage.answerFirewall(size: size)
        stage.answerMembers(size: size)
        let canvas = stage.app.draw(size)
        switch mode {
        case .ascii: return canvas.inASCII.text + "\n"
        case .mono:
            let theme = try Themes.load("mono")
            return canvas.coloured { theme.look(of: $0) } + "\n"
        case .colour:
            let theme = try Themes.load("unixcorn-dark")
            return canvas.coloured { theme.look(of: $0) } + "\n"
        }
    }

    /// Holds a screen against its file, or writes it.
    static func compare(_ shown: String, _ name: String) throws {
        let file = GoldenTests.folder.appendingPathComponent(name + ".txt")
        if ProcessInfo.processInfo.environment["UNIXCORN_RECORD"] != nil {
            try FileManager.default.createDirectory(at: GoldenTests.folder, withIntermediateDirectories: true)
            try shown.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        guard shown != expected else { return }
        let lines = zip(shown.split(separator: "\n"), expected.split(separator: "\n")).enumerated().first {
            $0.element.0 != $0.element.1
        }
        Issue.record(
            "\(name) differs at row \(lines?.offset ?? -1):\n  is  \(lines?.element.0 ?? "")\n  was \(lines?.element.1 ?? "")"
        )
    }

    @Test("an ASCII screen has ASCII alone, at any size", arguments: scenes.map(\.name))
    func ascii(scene: String) throws {
        let keys = GoldenTests.scenes.first { $0.name == scene }?.keys ?? ""
        for size in [Size(1, 1), Size(5, 3), Size(20, 5), Size(39, 9), Size(40, 10), Size(80, 24), Size(300, 100)] {
            let stage = try Stage(language: .french, glyphs: .ascii, size: size)
            stage.press(keys, size: size)
            let text = stage.app.draw(size).inASCII.text
            #expect(
                text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) },
                "\(scene) \(size)")
        }
    }
}
