import Foundation

/// The name of a file that is being sent: `NAME.HOST-PID-TIME-TOKEN-NUMBER.part`. It says who sends it and since when, so
/// that what a dead program left can be told from what a living one sends.
struct DraftName {
    let text: String
    let token: String
    private let host: String
    private let process: Int32
    /// When it was begun, by its writer's clock.
    private let time: Int

    private static let ending = ".part"
    /// After this long a draft of another host is dead: no upload takes longer.
    private static let longest = 3 * 86_400

    init(path: String, token: String, number: Int) {
        (host, process, time) = (DraftName.thisHost, getpid(), Int(Date().timeIntervalSince1970))
        self.token = token
        text = "\(path).\(host)-\(process)-\(time)-\(token)-\(number)" + DraftName.ending
    }

    /// Nil for a name that is no draft's.
    init?(reading path: String) {
        guard path.hasSuffix(DraftName.ending), let middle = path.dropLast(5).split(separator: ".").last else {
            return nil
        }
        let parts = middle.split(separator: "-")
        guard parts.count == 5, let process = Int32(parts[1]), process > 0, let time = Int(parts[2]) else { return nil }
        (text, token, host) = (path, String(parts[3]), String(parts[0]))
        (self.process, self.time) = (process, time)
    }

    /// Of this host: while its process lives. Of another one: for some days.
    var mayBeAlive: Bool {
        guard host == DraftName.thisHost else {
            return abs(Int(Date().timeIntervalSince1970) - time) < DraftName.longest
        }
        return kill(process, 0) == 0 || errno == EPERM
    }

    /// Letters and digits that tell hosts apart: systemd's machine id, else the host's name, hashed.
    private static let thisHost: String = {
        // Not there on a machine without systemd.
        let id = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ProcessInfo.processInfo.hostName
        let sum = id.utf8.reduce(into: UInt64(14_695_981_039_346_656_037)) {
            $0 = ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        return String(UInt32(truncatingIfNeeded: sum >> 16), radix: 16)
    }()
}
