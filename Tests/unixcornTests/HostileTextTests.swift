import Screen
import Testing
import UnixcornCore

@testable import unixcorn

@Suite("Hostile text")
struct HostileTextTests {
    /// What guests, agents and pools may call themselves.
    static let corpus = [
        "\u{1B}[2J\u{1B}[H", "\u{1B}]0;title\u{7}", "\u{9B}31m", "a\u{202E}b", "line\nbreak\rreturn",
        "\u{200B}\u{200D}\u{FEFF}",
        "\u{0}\u{7F}", "[red]tag[bold]", "z\u{301}\u{301}\u{301}\u{301}\u{301}", "\u{E000}\u{FFFF}", "日本語のとても長い名前のマシン",
        "\u{1B}P1;2|dcs\u{1B}\\", "\u{2066}isolate\u{2069}", "\u{E0041}\u{E0042}", String(repeating: "x", count: 5000),
    ]

    private func poison(_ text: String) -> SiteState {
        var state = SampleSite.state
        for index in state.hosts[0].guests.indices {
            var guest = state.hosts[0].guests[index]
            guest.name = text
            guest.title = text
            guest.reason = text
            guest.profile.kind = text
            guest.profile.tags = [text, text]
            guest.profile.notes = text
            guest.profile.dependsOn = [text]
            guest.agent.hostname = text
            guest.agent.system = text
            guest.disks[0].source = text
            guest.disks[0].pool = text
            guest.disks[0].volume = text
            guest.disks[0].format = text
            guest.disks[0].backingChain = [text]
            guest.interfaces[0].source = text
            guest.interfaces[0].addresses = [GuestAddress(address: text, origin: .agent)]
            state.hosts[0].guests[index] = guest
        }
        for index in state.hosts[0].pools.indices {
            state.hosts[0].pools[index].name = text
            state.hosts[0].pools[index].path = text
            state.hosts[0].roles[text] = text
        }
        for key in state.hosts[0].volumes.keys {
            state.hosts[0].volumes[key] = state.hosts[0].volumes[key]?.map {
                var volume = $0
                volume.name = text
                volume.format = text
                volume.backingPath = text
                return volume
            }
        }
        state.hosts[0].networks[0].name = text
        state.hosts[0].networks[0].bridge = text
        state.hosts[0].networks[0].leases = [Lease(mac: text, address: text, hostname: text)]
        state.hosts[0].facts?.hostname = text
        state.hosts[0].uri = text
        for index in state.jobs.indices {
            state.jobs[index].operation = Operation(
                .guest(.rename(to: text)), on: .guest(host: SampleSite.host, id: GuestID(rawValue: text), name: text))
            state.jobs[index].phaseWords = Phrase(text, text)
            state.jobs[index].reason = OperationFailure(area: "libvirt", message: Phrase(text, text))
            state.jobs[index].by.user = text
        }
        state.backups.place = text
        for index in state.backups.history.indices {
            state.backups.history[index].guest = text
            if state.backups.history[index].reason != nil { state.backups.history[index].reason = Phrase(text, text) }
        }
        for index in (state.backups.summary?.backups ?? []).indices {
            state.backups.summary?.backups[index].guest = text
            state.backups.summary?.backups[index].host = text
            state.backups.summary?.backups[index].tags = [text]
            state.backups.summary?.backups[index].paths = [text]
        }
        state.firewall = SampleSite.poisoned(state.firewall, by: text)
        state.members = SampleSite.poisoned(state.members, by: text)
        for index in state.journal.indices {
            state.journal[index].operation = state.jobs[0].operation
            state.journal[index].words = Phrase(text, text)
            state.journal[index].by.sudoUser = text
        }
        return state
    }

    @Test("no control, bidirectional or invisible character reaches a cell of any screen", arguments: corpus.indices)
    func screens(index: Int) throws {
        for scene in GoldenTests.scenes {
            for size in [Size(80, 24), Size(200, 50)] {
                let stage = try Stage(poison(HostileTextTests.corpus[index]), size: size)
                stage.press(scene.keys, size: size)
                let canvas = stage.app.draw(size)
                #expect(canvas.cells.allSatisfy(HostileTextTests.isHarmless), "\(scene.name)")
                let shifted = (0..<size.rows).filter { HostileTextTests.width(of: $0, canvas) != size.columns }
                #expect(shifted.isEmpty, "\(scene.name) rows \(shifted)")
            }
        }
    }

    static func isHarmless(_ cell: Cell) -> Bool {
        guard let character = cell.character else { return true }
        // Most are: a screen has thousands, and there are thousands of screens.
        if let code = character.asciiValue { return (32..<127).contains(code) }
        return character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: !scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    /// The cells that a row's characters take: what does not match shifts the rest of the row.
    static func width(of row: Int, _ canvas: Canvas) -> Int {
        (0..<canvas.size.columns).reduce(0) { sum, column in
            sum + (canvas[column, row].character.map { $0.isASCII ? 1 : cellWidth(of: $0) } ?? 0)
        }
    }
}
