import Foundation

extension OccLine {
    /// Through the agent of a guest (`guest-exec` of QEMU's guest agent), as root in there.
    /// - Parameter ask: gives the agent one command and returns its answer: `Hypervisor.askAgent`.
    static func agent(
        guest: SafeText, occ: String, pause: Duration = .milliseconds(200),
        ask: @escaping @Sendable (String) async throws(OperationFailure) -> String
    ) -> OccLine {
        OccLine(place: guest, occ: occ) { line, seconds throws(OperationFailure) in
            let start = AgentCommand(
                execute: "guest-exec",
                arguments: .init(path: "/bin/sh", arg: ["-c", line], captureOutput: true))
            let begun = try await answer(guest, start, ask, as: AgentBegun.self)
            let end = Moment.now.adding(seconds: seconds)
            while true {
                let question = AgentCommand(execute: "guest-exec-status", arguments: .init(pid: begun.pid))
                let told = try await answer(guest, question, ask, as: AgentEnded.self)
                if told.exited { return try told.outcome(guest) }
                guard Moment.now < end else { return DirectoryProgram.Outcome(status: 124) }
                do { try await Task.sleep(for: pause) } catch { return DirectoryProgram.Outcome(status: 124) }
            }
        }
    }

    private static func answer<Value: Decodable>(
        _ guest: SafeText, _ command: AgentCommand, _ ask: @Sendable (String) async throws(OperationFailure) -> String,
        as: Value.Type
    ) async throws(OperationFailure) -> Value {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(command) else { throw .localDirectory(.unquotable(guest)) }
        let said = try await ask(String(decoding: data, as: UTF8.self))
        guard let answer = try? JSONDecoder().decode(AgentAnswer<Value>.self, from: Data(said.utf8)) else {
            throw .localDirectory(.occUnreachable(guest, SafeText(String(said.prefix(200)))))
        }
        return answer.return
    }
}

private struct AgentCommand: Encodable {
    struct Arguments: Encodable {
        var path: String?
        var arg: [String]?
        var captureOutput: Bool?
        var pid: Int?

        enum CodingKeys: String, CodingKey {
            case path, arg, pid
            case captureOutput = "capture-output"
        }
    }

    var execute: String
    var arguments: Arguments
}

private struct AgentAnswer<Value: Decodable>: Decodable { var `return`: Value }

private struct AgentBegun: Decodable { var pid: Int }

/// The answer of `guest-exec-status`; both outputs are Base64.
private struct AgentEnded: Decodable {
    var exited: Bool
    var exitcode: Int32?
    var signal: Int32?
    var output: String?
    var complaint: String?
    var isOutputCut: Bool?

    enum CodingKeys: String, CodingKey {
        case exited, exitcode, signal
        case output = "out-data"
        case complaint = "err-data"
        case isOutputCut = "out-truncated"
    }

    func outcome(_ guest: SafeText) throws(OperationFailure) -> DirectoryProgram.Outcome {
        guard isOutputCut != true, let out = Data(base64Encoded: output ?? ""),
            let err = Data(base64Encoded: complaint ?? "")
        else { throw .localDirectory(.agentCut(guest)) }
        return DirectoryProgram.Outcome(
            status: exitcode ?? (128 + (signal ?? 0)), output: [UInt8](out),
            complaint: String(decoding: err, as: UTF8.self))
    }
}
