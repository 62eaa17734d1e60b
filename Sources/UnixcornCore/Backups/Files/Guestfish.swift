import Foundation
import Glibc

/// A libguestfs appliance with one disk in it: a small guest of its own reads the file systems, so that no hostile one
/// ever comes to this machine's kernel. Talked to line by line; it ends with this value, and with this process.
final class Guestfish: Sendable {
    static let program = "/usr/bin/guestfish"

    private let process: Process
    private let questions: FileHandle
    private let answers: FileHandle
    private let errors: FileHandle

    /// What it may print before the answer ends.
    private static let mostBytes = 64 << 20

    /// Starts it, without a disk yet.
    /// - Parameter errorFile: a file that is made for what it complains about.
    init(errorFile: String) throws(OperationFailure) {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw OperationFailure(area: "usage", message: .noGuestfish, hint: .installGuestfish)
        }
        // A guestfish that ended must not end us.
        signal(SIGPIPE, SIG_IGN)
        process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.environment = Self.environment
        let (input, output) = (Pipe(), Pipe())
        (questions, answers) = (input.fileHandleForWriting, output.fileHandleForReading)
        process.standardInput = input
        process.standardOutput = output
        do {
            try Data().write(to: URL(fileURLWithPath: errorFile))
            errors = try FileHandle(forUpdating: URL(fileURLWithPath: errorFile))
            process.standardError = errors
            try process.run()
        } catch { throw OperationFailure(error, tried: .lookingIntoDisk) }
    }

    deinit {
        // Its end is the end of the appliance.
        try? questions.close()
        if process.isRunning { process.terminate() }
    }

    /// Only what it needs; what says where a kernel is comes along.
    private static var environment: [String: String] {
        var all = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "LIBGUESTFS_BACKEND": "direct"]
        for name in [
            "HOME", "TMPDIR", "SUPERMIN_KERNEL", "SUPERMIN_MODULES", "LIBGUESTFS_BACKEND_SETTINGS",
            "LIBGUESTFS_CACHEDIR", "LIBGUESTFS_MEMSIZE",
        ] { all[name] = Environment.value(name) }
        return all
    }

    /// Boots the appliance with a disk that is served on `socket`, read-only.
    func run(export: String, socket: String) async throws(OperationFailure) {
        _ = try await ask(
            "add-drive", export, "readonly:true", "format:raw", "protocol:nbd", "server:unix:" + socket)
        _ = try await ask("run")
    }

    /// Asks one command and gives what it prints. One that fails ends it, and throws what it complained about.
    func ask(_ command: String, _ arguments: String..., mayFail: Bool = false) async throws(OperationFailure) -> [UInt8]
    {
        let mark = "unixcorn-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let line = (mayFail ? "-" : "") + ([command] + arguments.map(Self.quoted)).joined(separator: " ")
        let text = line + "\necho " + mark + "\n"
        let result: Result<[UInt8], OperationFailure> = await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: self.talk(text, until: Array(("\(mark)\n").utf8)))
            }
        }
        return try result.get()
    }

    /// An argument as it is, whatever is in it: guestfish reads `\xHH` between double quotes as that byte.
    static func quoted(_ argument: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-".utf8)
        let bytes = argument.utf8.map { byte -> String in
            if plain.contains(byte) { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16)
            return "\\x" + (digits.count < 2 ? "0" : "") + digits
        }
        return "\"" + bytes.joined() + "\""
    }

    private func talk(_ text: String, until mark: [UInt8]) -> Result<[UInt8], OperationFailure> {
        var answer: [UInt8] = []
        do {
            try questions.write(contentsOf: Data(text.utf8))
        } catch { return .failure(OperationFailure(error, tried: .lookingIntoDisk)) }
        // `FileHandle` would wait for as many bytes as it may take.
        var piece = [UInt8](repeating: 0, count: 65536)
        while !answer.suffix(mark.count).elementsEqual(mark), answer.count < Self.mostBytes {
            let count = unsafe read(answers.fileDescriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            answer += piece[..<count]
        }
        guard answer.suffix(mark.count).elementsEqual(mark) else { return .failure(complaint) }
        return .success(answer.dropLast(mark.count))
    }

    private var complaint: OperationFailure {
        // What cannot be read back is left out: that it failed is known.
        try? errors.seek(toOffset: 0)
        let said =
            (try? errors.readToEnd()).flatMap { $0 }.map { String(decoding: $0.suffix(4096), as: UTF8.self) } ?? ""
        let lines = said.split(separator: "\n").filter { $0.contains("error:") }.map { line in
            line.split(separator: "error: ", maxSplits: 1).last.map(String.init) ?? String(line)
        }
        let reason = lines.first ?? String(said.suffix(300))
        return OperationFailure(
            area: "guestfish", message: .guestfishFailed(SafeText(reason)),
            hint: reason.contains("supermin") || reason.contains("launch") || reason.contains("qemu")
                ? .testGuestfish : nil)
    }
}
