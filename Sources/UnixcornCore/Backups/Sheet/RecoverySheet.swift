import Foundation

/// Everything that a bare machine needs, to be printed and put away: where the backups are, both passwords, what is in
/// there, and what to type, with this program and without it.
public struct RecoverySheet: Sendable {
    let code: SheetCode
    let site: String
    let madeAt: Moment
    let survey: Recovery.Survey
    let reading: ReadingTime
    /// Nil for a folder.
    let server: Server?
    /// From where the provider lets one in; empty: nobody said.
    let allowedFrom: String
    /// The authorities' file and what it holds, where the server's certificate needs one of its own.
    let authorities: (file: String, text: String)?

    /// Reads the passwords and opens the repository with them: what the sheet says was proven when it was made.
    public static func make(
        of place: BackupPlace, _ configuration: Configuration
    ) async throws(OperationFailure) -> RecoverySheet {
        var code = SheetCode(repository: place.url, password: try place.password)
        var server: Server?
        if place.isOnServer {
            do throws(TransferError) { server = try Server(url: place.url) } catch { throw OperationFailure(error) }
            code.ftpPassword = try place.ftpPassword
            code.tlsPin = place.login?.pinnedKey
        }
        let recovery = try await Recovery.open(place)
        let survey = try await recovery.survey()
        return RecoverySheet(
            code: code,
            site: configuration.name.isEmpty ? ProcessInfo.processInfo.hostName : configuration.name, madeAt: .now,
            survey: survey, reading: try await recovery.reading(for: survey), server: server,
            allowedFrom: place.login?.allowedFrom ?? "",
            authorities: try authorities(place.login?.authorities))
    }

    private static func authorities(_ file: String?) throws(OperationFailure) -> (file: String, text: String)? {
        guard let file else { return nil }
        do { return (file, try String(contentsOfFile: file, encoding: .utf8)) } catch {
            throw OperationFailure(area: "usage", message: .noAuthorities(SafeText(file)))
        }
    }

    /// Where a sheet was written, and why it has no QR code.
    public struct Written: Sendable {
        public var file: String
        public var picture: String?
        public var withoutCode: Phrase?
    }

    /// Writes the text, and its QR code as `FILE.png` beside it, for this user's eyes alone. Files that are there are
    /// refused, or replaced where that is asked for.
    public func write(
        to file: String, _ language: Language, replacing: Bool
    ) throws(OperationFailure) -> Written {
        let drawing = QRCode(text: code.lines.joined(separator: "\n"))
        let picture = file + ".png"
        let (png, lines) = (drawing.picture, drawing.lines)
        let text = SheetText(sheet: self, language: language).text(lines)
        for path in [file, picture] { try SecretFile.check(path, replacing: replacing) }
        switch png {
        case .success(let data):
            try SecretFile.write([UInt8](data), to: picture, replacing: replacing)
            do throws(OperationFailure) {
                try SecretFile.write(Array(text.utf8), to: file, replacing: replacing)
            } catch {
                unsafe unlink(picture)
                throw error
            }
            return Written(file: file, picture: picture)
        case .failure(let unavailable):
            try SecretFile.write(Array(text.utf8), to: file, replacing: replacing)
            return Written(file: file, withoutCode: unavailable.why)
        }
    }
}
