import UnixcornCore

extension Doctor {
    /// The books, where there are some: whether every seal holds, and the journals beside them.
    func finances(_ configuration: Configuration) -> [Finding] {
        let site = SiteBook(configuration, stateFolder: global.stateFolder(configuration))
        guard site.isThere else { return [] }
        let subject = Phrase("books", "comptes")
        do {
            let book = try site.open(readOnly: true)
            let report = try booking { () throws(LedgerError) in try book.verify() }
            guard let fault = report.faults.first else { return [good(subject, .verifiedBook(report))] }
            return [
                wrong(
                    subject, fault.words,
                    Phrase("unixcorn ledger verify names all", "unixcorn ledger verify les nomme tous"))
            ]
        } catch {
            return [wrong(subject, error.message, error.hint)]
        }
    }
}
