import Foundation

/// A recovery sheet as 80 columns of plain text.
struct SheetText {
    let sheet: RecoverySheet
    let language: Language

    private static let width = 79
    private static let label = 22

    /// - Parameter drawing: the QR code, or why there is none.
    func text(_ drawing: Result<[String], QRCode.Unavailable>) -> String {
        let lines =
            head + place + content + ours + stock + authorities
            + section(.sheetCodeTitle, paragraph(.sheetCodeMeaning) + [""] + indented(sheet.code.lines(within: 72)))
            + section(.sheetPictureTitle, picture(drawing))
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let title = Phrase.sheetTitle(language).string
        let made = "\(SafeText(sheet.site).string), \(sheet.madeAt.dateAndTime)"
        let gap = max(2, Self.width - title.count - made.count)
        return [title + String(repeating: " ", count: gap) + made, String(repeating: "=", count: Self.width)]
            + paragraph(.sheetWarning) + paragraph(.sheetMadeBy(Release.nameAndVersion))
    }

    private var place: [String] {
        var facts = [fact(.sheetRepository, sheet.code.repository)]
        if let server = sheet.server {
            facts.append(fact(.sheetServer, "\(server.host), port \(server.port), \(encryption(server)(language))"))
            facts.append(fact(.sheetUser, server.user))
            facts.append(
                fact(.sheetFolder, server.folder.isEmpty ? Phrase.sheetLoginFolder(language).string : server.folder))
            if let pin = sheet.code.tlsPin { facts.append(fact(.sheetPin, pin)) }
            facts.append(fact(.sheetFTPPassword, secret(Array((sheet.code.ftpPassword ?? "").utf8))))
        }
        facts.append(fact(.sheetPassword, secret(sheet.code.password)))
        if sheet.server != nil {
            facts.append(
                fact(
                    .sheetAllowedFrom,
                    sheet.allowedFrom.isEmpty ? Phrase.sheetAllowedUnknown(language).string : sheet.allowedFrom))
        }
        return section(.sheetPlaceTitle, facts.flatMap { $0 })
    }

    private func encryption(_ server: Server) -> Phrase {
        switch server.encryption {
        case .none: Phrase("FTP without TLS", "FTP sans TLS")
        case .explicit: Phrase("FTP with TLS (explicit)", "FTP avec TLS (explicite)")
        case .implicit: Phrase("FTP with TLS (implicit)", "FTP avec TLS (implicite)")
        }
    }

    /// A password as it is typed, where paper shows it without a doubt.
    private func secret(_ bytes: [UInt8]) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), SafeText(text).string == text,
            text.first != " ", text.last != " ", SafeText(text).width <= Self.width - Self.label - 2
        else { return Phrase.sheetSecretBelow(language).string }
        return text
    }

    private var content: [String] {
        let guests = sheet.survey.guests.map { backup, manifest in
            let size = UInt64(manifest.disks.reduce(0) { $0 + $1.size })
            let words = "\(backup.time.dateAndTime)  \(Units.size(size, language))  \(backup.id.short)"
            return fact(Phrase(verbatim: SafeText(manifest.guest)), words)
        }
        let site = sheet.survey.site.map { fact(.sheetSiteFiles, "\($0.time.dateAndTime)  \($0.id.short)") } ?? []
        return section(.sheetContentTitle(sheet.survey.guests.count), guests.flatMap { $0 } + site + paragraph(time))
    }

    private var time: Phrase {
        .sheetToRead(UInt64(sheet.reading.bytes), minutes: sheet.reading.minutes)
    }

    // MARK: What to type

    private var ours: [String] {
        var words = ["unixcorn backup recover --start", "--repository \(SheetText.quoted(sheet.code.repository))"]
        words.append("--password-file repository.password")
        if sheet.server != nil { words.append("--ftp-password-file ftp.password") }
        if let pin = sheet.code.tlsPin { words.append("--tls-pin \(pin)") }
        if sheet.authorities != nil { words.append("--ca-file authority.pem") }
        let authority = sheet.authorities == nil ? "" : " --ca-file authority.pem"
        return section(
            .sheetOursTitle,
            paragraph(.sheetOurs) + ["", "    unixcorn backup recover --start --sheet FILE" + authority, ""]
                + paragraph(.sheetOursByHand) + [""] + commands(SheetText.passwordFiles(sheet)) + [""] + command(words))
    }

    private var stock: [String] {
        section(
            .sheetStockTitle,
            paragraph(sheet.server == nil ? .sheetStockFolder : .sheetStock) + [""]
                + commands(StockCommands(sheet).lines)
                + [""] + paragraph(.sheetStockAfter))
    }

    /// Typed on the keyboard, and ended with Ctrl-D: a shell keeps no history of it.
    private static func passwordFiles(_ sheet: RecoverySheet) -> [String] {
        ["umask 077", "cat > repository.password"] + (sheet.server == nil ? [] : ["cat > ftp.password"])
    }

    private var authorities: [String] {
        guard let (file, text) = sheet.authorities else { return [] }
        let lines = text.split(whereSeparator: \.isNewline).map { SafeText(String($0)).string }
        return section(.sheetAuthorityTitle, paragraph(.sheetAuthority(SafeText(file))) + [""] + indented(lines))
    }

    private func picture(_ drawing: Result<[String], QRCode.Unavailable>) -> [String] {
        switch drawing {
        case .failure(let unavailable): return paragraph(unavailable.why)
        case .success(let lines):
            guard lines.allSatisfy({ $0.count <= Self.width }) else { return paragraph(.sheetPictureBeside) }
            return paragraph(.sheetPictureMeaning) + [""] + lines
        }
    }

    // MARK: Layout

    private func section(_ title: Phrase, _ lines: [String]) -> [String] {
        let words = title(language).string.uppercased()
        return ["", words, String(repeating: "-", count: Self.width)] + lines
    }

    private func fact(_ label: Phrase, _ value: String) -> [String] {
        let name = "  " + label(language).string
        let gap = String(repeating: " ", count: max(1, Self.label + 2 - name.count))
        let lines = wrapped(SafeText(value).string, Self.width - Self.label - 2)
        return lines.enumerated().map { number, line in
            number == 0 ? name + gap + line : String(repeating: " ", count: Self.label + 2) + line
        }
    }

    private func paragraph(_ words: Phrase) -> [String] { wrapped(words(language).string, Self.width) }

    private func indented(_ lines: [String]) -> [String] { lines.map { "    " + $0 } }

    private func commands(_ lines: [String]) -> [String] { indented(lines) }

    /// One command, a word a line.
    private func command(_ words: [String]) -> [String] {
        indented([words.enumerated().map { ($0 == 0 ? "" : "  ") + $1 }.joined(separator: " \\\n    ")])
    }

    private func wrapped(_ text: String, _ width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// As a shell takes it.
    static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._/:@%+=,".utf8.contains(byte)
        }
        return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
