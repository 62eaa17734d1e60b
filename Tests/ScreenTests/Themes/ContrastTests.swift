import Foundation
import Screen
import Testing

/// Whether people can read what a theme draws (WCAG 2, contrast ratio), in 24 bits and in the 256 colours that
/// terminals have.
@Suite("Contrast of themes") struct ContrastTests {
    static let coloured = ThemeFiles.names.filter { $0 != "mono" }
    static let states: [Role] = [
        .running, .paused, .off, .crashed, .unknown, .good, .warning, .critical, .stale, .dim,
    ]

    @Test("every role can be read on its own background", arguments: coloured)
    func roles(_ name: String) throws {
        let theme = try ThemeFiles.theme(name)
        for role in Role.allCases { check(theme, Style(role)) }
    }

    @Test("states can be read on selected and marked rows, in dialogs and in the header", arguments: coloured)
    func states(_ name: String) throws {
        let theme = try ThemeFiles.theme(name)
        for ground in [Role.selected, .marked, .dialog, .header] {
            for state in ContrastTests.states { check(theme, Style(state, on: ground)) }
        }
        for style in [Style(.key, on: .keyBar), Style(.title, on: .header), Style(.dim, on: .button)] {
            check(theme, style)
        }
    }

    @Test("the selected row differs from the others in every theme and on every terminal", arguments: ThemeFiles.names)
    func selection(_ name: String) throws {
        for depth in ColourDepth.allCases {
            let theme = try ThemeFiles.theme(name).fitted(to: depth)
            let (selected, text) = (theme.look(of: Style(.selected)), theme.look(of: Style(.text)))
            let differs =
                selected.attributes.contains(.reverse)
                || selected.background?.nearest(depth) != text.background?.nearest(depth)
            #expect(differs, "\(name) on \(depth)")
        }
    }

    private func check(_ theme: Theme, _ style: Style) {
        let look = theme.look(of: style)
        let least: Double = [.dim, .border, .off, .keyBar].contains(style.role) ? 3 : 4.5
        guard let front = look.foreground, let back = look.background else {
            Issue.record("\(theme.name): \(style) has no colours")
            return
        }
        let ratio = contrast(front, back)
        #expect(ratio >= least, "\(theme.name) \(style.role) on \(style.ground ?? style.role): \(ratio)")
        let shown = contrast(nearest(front), nearest(back))
        #expect(shown >= least, "\(theme.name) \(style.role) on \(style.ground ?? style.role), 256 colours: \(shown)")
    }

    private func nearest(_ colour: Colour) -> Colour {
        guard let index = colour.nearest(.indexed256) else { return colour }
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        if index >= 232 {
            let level = UInt8(8 + 10 * (index - 232))
            return .rgb(level, level, level)
        }
        let cube = index - 16
        return .rgb(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    }

    private func contrast(_ one: Colour, _ other: Colour) -> Double {
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }

    private func luminance(_ colour: Colour) -> Double {
        guard case .rgb(let red, let green, let blue) = colour else { return 0 }
        let parts = [red, green, blue].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
