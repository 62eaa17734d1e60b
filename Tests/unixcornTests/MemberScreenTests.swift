import Screen
import Testing
import UnixcornCore

@testable import unixcorn

/// Screens of the members that the other golden scenes do not have: each verdict explained, and the smallest size.
@Suite("Golden screens of members")
struct MemberScreenTests {
    private func shown(_ stage: Stage, _ size: Size) throws -> String {
        let theme = try Themes.load("unixcorn-dark")
        return stage.app.draw(size).coloured { theme.look(of: $0) } + "\n"
    }

    @Test("every verdict is explained on one screen of 80 by 24", arguments: SampleSite.verdicts.map(\.name))
    func why(verdict: String) throws {
        GoldenTests.setZone()
        let object = try #require(SampleSite.account(of: verdict))
        for language in Language.allCases {
            let stage = try Stage(language: language)
            stage.press("g m")
            stage.app.act(on: .open(WhyPane(object)))
            try GoldenTests.compare(
                try shown(stage, Size(80, 24)), "why-\(verdict)-80x24-\(language.rawValue)-colour")
        }
    }

    @Test("40 by 10 still says who is due", arguments: ["g m", "g m .", "g m . w", "g m . enter"])
    func small(keys: String) throws {
        GoldenTests.setZone()
        let size = Size(40, 10)
        let name = keys.split(separator: " ").dropFirst(2).map { $0 == "." ? "cloud" : String($0) }.joined(
            separator: "-")
        for language in Language.allCases {
            let stage = try Stage(language: language, size: size)
            stage.press(keys, size: size)
            try GoldenTests.compare(
                try shown(stage, size),
                "members\(name.isEmpty ? "" : "-" + name)-40x10-\(language.rawValue)-colour")
        }
    }
}
