import Foundation

/// A qcow2 image that borrows what it does not hold from a disk that we serve.
struct BorrowingImage: Sendable {
    let path: String

    /// Makes it; it must not exist.
    func make(over address: String, size: Int) async throws(OperationFailure) {
        try await ImageTool.create(path, ["-f", "qcow2", "-F", "raw", "-b", address, path, String(size)])
    }

    /// What it borrows from; nil: it is whole. Its guest may run meanwhile.
    func lender() async throws(OperationFailure) -> String? {
        struct Facts: Decodable {
            var backing: String?
            enum CodingKeys: String, CodingKey { case backing = "backing-filename" }
        }
        let asked = await Command.run(
            ImageTool.program, ["info", "-U", "--output=json", "-f", "qcow2", path], seconds: 120)
        guard asked.status == 0, let facts = try? JSONDecoder().decode(Facts.self, from: Data(asked.text.utf8)) else {
            throw OperationFailure(
                area: "storage", code: Int(asked.status),
                message: .imageNotRead(SafeText(path), SafeText(String(asked.text.suffix(300)))))
        }
        return facts.backing
    }

    /// Whether it borrows from there. One that cannot be read, or is no qcow2, does not.
    func isOver(_ address: String) async -> Bool {
        do throws(OperationFailure) { return try await lender() == address } catch { return false }
    }

    /// Copies all that it borrows into it. Nobody else may have it open. Cut off in the middle it goes on borrowing.
    /// - Returns: what `qemu-img` said where it failed.
    func bringHome() async -> SafeText? {
        let ended = await Command.run(
            ImageTool.program, ["rebase", "-f", "qcow2", "-F", "raw", "-b", "", path], seconds: 7 * 86400)
        return ended.status == 0 ? nil : SafeText(String(ended.text.suffix(300)))
    }
}

extension Phrase {
    static func imageNotRead(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) cannot be read: \(why)", "\(path) est illisible : \(why)")
    }
}
