import Foundation
import Glibc

/// Checks the file systems on a raw scratch image, by programs that read it themselves: this machine's kernel never
/// mounts what a guest wrote.
struct FileSystemCheck: Sendable {
    let image: String
    let target: String
    /// Seconds that one check may take.
    var limit = 3600.0

    private static let program = "/usr/sbin/e2fsck"

    func proofs() async -> [Drill.Proof] {
        var proofs: [Drill.Proof] = []
        for volume in volumes() {
            let object = volume.number.map { "\(target) \($0)" } ?? target
            switch volume.kind {
            case .ext: proofs.append(await check(volume.offset, object))
            case .other(let name): proofs.append(left(object, .notCheckable(name)))
            case .unknown: proofs.append(left(object, .noFileSystem))
            }
        }
        return proofs
    }

    private func left(_ object: String, _ why: Phrase) -> Drill.Proof {
        Drill.Proof(kind: .fileSystem, object: object, isRight: nil, words: .notChecked(why))
    }

    private func read(_ offset: Int, _ count: Int) -> [UInt8] {
        let descriptor = unsafe open(image, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = offset < 0 ? 0 : unsafe pread(descriptor, &bytes, count, off_t(offset))
        return Array(bytes.prefix(max(0, got)))
    }

    private func volumes() -> [DiskVolumes.Volume] {
        var facts = stat()
        guard unsafe stat(image, &facts) == 0 else { return [] }
        return DiskVolumes(size: facts.st_size) { read($0, $1) }.volumes()
    }

    /// Whether its last changes lie in its journal, as on a guest that ran: an incompatible feature of the superblock.
    private func isUnfinished(_ offset: Int) -> Bool { read(offset + 1024 + 96, 1).first.map { $0 & 4 != 0 } ?? false }

    private func check(_ offset: Int, _ object: String) async -> Drill.Proof {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            return left(object, .noProgram(SafeText(Self.program)))
        }
        guard isUnfinished(offset) else { return await judge("\(image)?offset=\(offset)", object) }
        // e2fsck plays a journal only from the beginning of a file: a copy, as the guest's own kernel would make of it.
        let copy = image + ".part"
        defer { unsafe unlink(copy) }
        let copied = await Command.run(
            "/usr/bin/dd",
            [
                "if=\(image)", "of=\(copy)", "bs=1M", "iflag=skip_bytes", "skip=\(offset)", "conv=sparse",
                "status=none",
            ], seconds: limit)
        guard copied.status == 0 else { return left(object, .noCopy(SafeText(copied.text))) }
        _ = await Command.run(Self.program, ["-p", "-E", "journal_only", copy], seconds: limit)
        return await judge(copy, object)
    }

    private func judge(_ place: String, _ object: String) async -> Drill.Proof {
        let ended = await Command.run(Self.program, ["-f", "-n", place], seconds: limit)
        switch ended.status {
        case 0:
            return Drill.Proof(kind: .fileSystem, object: object, isRight: true, words: .soundFileSystem)
        case 4, 8, 12:
            let lines = ended.text.split(separator: "\n").dropFirst().prefix(3).joined(separator: "; ").prefix(300)
            return Drill.Proof(
                kind: .fileSystem, object: object, isRight: false, words: .brokenFileSystem(SafeText(String(lines))))
        default:
            let last = ended.text.split(separator: "\n").last.map(String.init) ?? ""
            return left(object, .checkerFailed(ended.status, SafeText(last)))
        }
    }
}

extension Phrase {
    static func notChecked(_ why: Phrase) -> Phrase {
        Phrase("not checked: \(why.english)", "non vérifié : \(why.french)")
    }
    static func notCheckable(_ name: String) -> Phrase {
        Phrase("\(name) is not looked into", "\(name) n’est pas examiné")
    }
    static let noFileSystem = Phrase("no file system that is known here", "aucun système de fichiers connu ici")
    static func noCopy(_ why: SafeText) -> Phrase {
        Phrase("its journal could not be played: \(why)", "son journal n’a pas pu être rejoué : \(why)")
    }
    static func noProgram(_ path: SafeText) -> Phrase { Phrase("\(path) is not there", "\(path) est absent") }
    static let soundFileSystem = Phrase("ext file system sound (e2fsck)", "système de fichiers ext sain (e2fsck)")
    static func brokenFileSystem(_ why: SafeText) -> Phrase {
        Phrase("file system damaged: \(why)", "système de fichiers abîmé : \(why)")
    }
    static func checkerFailed(_ status: Int32, _ why: SafeText) -> Phrase {
        Phrase("e2fsck ended with \(status): \(why)", "e2fsck s’est terminé par \(status) : \(why)")
    }
}
