import CCurl
import Text

extension Connection {
    /// Learns what the server can do, and obeys it from then on. What it says about itself (FEAT) is asked first, so that
    /// no command is tried that it may punish; a server that hangs up on FEAT is known by that.
    /// - Parameter writing: also stores a small file, renames, reads and removes it. The folder is made where it lacks.
    public func probe(writing: Bool) async throws(TransferError) -> ServerProfile {
        profile = ServerProfile(connectionLimit: profile.connectionLimit, fileLimit: profile.fileLimit)
        try await login()
        if handle?.address?.contains(":") == true { profile.passive = .epsv }
        let features = try await ask(["FEAT"]).map { Connection.features(of: $0) } ?? []
        profile.offersTLS = features.contains("AUTH TLS")
        profile.hasSize = Connection.isKnown(try await ask(["TYPE I", "SIZE " + Connection.nobody]))
        profile.hasRanges = try await ask(["REST 1"])?.code == 350
        // An offset that was set is for the next transfer: take it back.
        if profile.hasRanges { _ = try await ask(["REST 0"]) }
        if writing { try await makeFolder("") }
        try await findListing(mayHaveMLSD: features.contains { $0.hasPrefix("MLST") || $0 == "MLSD" })
        if writing { try await tryWriting() }
        return profile
    }

    /// A name that no server has.
    private static let nobody = "unixcorn-nobody"

    /// With TLS 1.2, else 1.3.
    private func login() async throws(TransferError) {
        do throws(TransferError) { try await open() } catch {
            guard error.kind == .tlsRefused, error.reply == 234 || server.encryption == .implicit else { throw error }
            profile.encryption = .tls13
            try await open()
        }
    }

    /// The reply; nil where the server hung up instead.
    private func ask(_ commands: [String]) async throws(TransferError) -> Reply? {
        do throws(TransferError) { return try command(commands, about: "") } catch {
            guard error.kind == .cut || error.kind == .busy else { throw error }
            try await rest(after: 1)
            return nil
        }
    }

    private static func isKnown(_ reply: Reply?) -> Bool {
        reply.map { ![500, 501, 502, 504].contains($0.code) } ?? false
    }

    /// One feature a line, each after a space (RFC 2389).
    static func features(of reply: Reply) -> [String] {
        guard reply.code == 211 else { return [] }
        return reply.text.split(separator: "\n").map { $0.drop { $0 == " " }.uppercased() }
    }

    private func findListing(mayHaveMLSD: Bool) async throws(TransferError) {
        if mayHaveMLSD {
            profile.listing = .mlsd
            do throws(TransferError) {
                _ = try currentList("")
                return
            } catch { profile.listing = .list }
        }
        do throws(TransferError) { _ = try await list("") } catch {
            guard error.kind != .missing else { return }
            guard profile.passive == .pasv, [500, 501, 502, 504, 522].contains(error.reply) else { throw error }
            profile.passive = .epsv
            _ = try await list("")
        }
    }

    private func tryWriting() async throws(TransferError) {
        let draft = "unixcorn-probe-\(String(UInt32.random(in: .min ... .max), radix: 16))"
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        try await upload(.bytes(bytes), to: draft)
        do throws(TransferError) {
            if profile.hasRanges {
                profile.hasRanges = try await download(draft, from: 500, count: 500) == Array(bytes[500...])
            }
            let listed = try await list("").first { $0.name == draft }
            guard listed?.size == bytes.count else {
                throw TransferError(.listing, .unreadableListing(SafeText(server.folder)), hint: .doubtListing)
            }
            let name = draft + "-renamed"
            profile.canRename = try await renames(draft, name, bytes)
            let last = profile.canRename == true ? name : draft
            profile.canAppend = try await appends(last, bytes)
            try await remove(last)
        } catch {
            // The first error counts; what was left behind is a thousand bytes under a name that says what it is.
            _ = try? await remove(draft)
            throw error
        }
    }

    private func appends(_ path: String, _ bytes: [UInt8]) async throws(TransferError) -> Bool {
        do throws(TransferError) {
            try store(.bytes(bytes + bytes.reversed()), path, from: bytes.count)
            return try await download(path) == bytes + bytes.reversed()
        } catch {
            guard error.kind != .cancelled else { throw error }
            return false
        }
    }

    private func renames(_ old: String, _ new: String, _ bytes: [UInt8]) async throws(TransferError) -> Bool {
        do throws(TransferError) { try await rename(old, to: new) } catch {
            guard error.kind != .cancelled else { throw error }
            return false
        }
        guard try await size(of: new) == bytes.count, try await size(of: old) == nil else { return false }
        return try await download(new) == bytes
    }
}
