import Foundation

/// Calls of Nextcloud's or ownCloud's `occ`, over ssh or through the agent of the guest that it is in.
struct OccLine: Sendable {
    /// What to call it in messages: `admin@cloud` or the guest's name.
    var place: SafeText
    /// The words before occ's own, as a shell there reads them: `sudo -u www-data php /var/www/nextcloud/occ`.
    var occ: String
    /// Seconds for one call.
    var patience = 120.0
    /// Gives one line to a shell over there.
    var shell: @Sendable (_ line: String, _ seconds: Double) async throws(OperationFailure) -> DirectoryProgram.Outcome

    /// Over ssh, without ever asking at a terminal.
    /// - Parameter target: `USER@HOST`.
    static func ssh(_ target: String, occ: String, program: DirectoryProgram = .local) -> OccLine {
        let place = SafeText(target)
        return OccLine(place: place, occ: occ) { line, seconds throws(OperationFailure) in
            let options = ["BatchMode=yes", "ConnectTimeout=15", "ControlMaster=no", "ServerAliveInterval=15"]
            let command = ["ssh"] + options.flatMap { ["-o", $0] } + ["-T", "--", target, line]
            let outcome = await program.run(command, "", seconds)
            // 255 is ssh's own; 127 and 124 are of this machine.
            guard ![255, 127, 124].contains(outcome.status) || outcome.complaint.isEmpty else {
                throw .localDirectory(
                    .occUnreachable(place, outcome.reason), .checkSSH, code: Int(outcome.status))
            }
            return outcome
        }
    }

    /// What occ printed. A status other than 0 is an outcome too.
    func call(_ words: [String]) async throws(OperationFailure) -> DirectoryProgram.Outcome {
        guard !words.contains(where: { $0.contains("\0") }) else { throw .localDirectory(.unquotable(place)) }
        return try await shell(occ + words.map { " " + Self.quoted($0) }.joined(), patience)
    }

    /// JSON that occ printed; PHP's own warnings may stand before it.
    func json<Value: Decodable>(_ words: [String], _: Value.Type) async throws(OperationFailure) -> Value {
        let outcome = try await call(words)
        guard outcome.status == 0 else { throw refused(words, outcome) }
        guard let value = Self.decoded(outcome.output, Value.self) else { throw notJSON(words, outcome) }
        return value
    }

    static func decoded<Value: Decodable>(_ bytes: [UInt8], _: Value.Type) -> Value? {
        let decoder = JSONDecoder()
        if let value = try? decoder.decode(Value.self, from: Data(bytes)) { return value }
        let starts = [UInt8(ascii: "{"), UInt8(ascii: "[")]
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first.map(starts.contains) == true {
            if let value = try? decoder.decode(Value.self, from: Data(bytes[line.startIndex...])) { return value }
        }
        return nil
    }

    func refused(_ words: [String], _ outcome: DirectoryProgram.Outcome) -> OperationFailure {
        .localDirectory(
            .occSaidNot(place, SafeText(words.first ?? ""), outcome.reason), .checkOcc, code: Int(outcome.status))
    }

    func notJSON(_ words: [String], _ outcome: DirectoryProgram.Outcome) -> OperationFailure {
        let start = SafeText(String(outcome.text.prefix(60)))
        return .localDirectory(.occNotJSON(place, SafeText(words.first ?? ""), start), .checkOcc)
    }

    /// One word for a POSIX shell, whatever is in it.
    static func quoted(_ word: String) -> String {
        "'" + word.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
    }
}
