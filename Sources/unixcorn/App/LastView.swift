import Foundation
import UnixcornCore

/// The pane that was on screen when the console was left: shown again at the next start. Losing it costs nothing.
struct LastView: Codable {
    var pane: String
    var theme: String?

    private static func file(_ folder: String) -> URL {
        URL(fileURLWithPath: folder).appendingPathComponent("view.json")
    }

    /// What was kept in the state folder; nil where nothing readable is.
    static func read(_ folder: String?) -> LastView? {
        guard let folder, let data = try? Data(contentsOf: file(folder)) else { return nil }
        return try? JSONDecoder().decode(LastView.self, from: data)
    }

    /// Keeps it, if the folder can be written.
    func write(_ folder: String?) {
        guard let folder, let data = try? JSONEncoder().encode(self) else { return }
        try? data.write(to: LastView.file(folder), options: .atomic)
    }
}
