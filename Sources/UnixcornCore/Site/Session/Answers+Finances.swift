import Ledger

/// Answers about the books.
extension SiteSession {
    /// What taking a bank's file would do.
    nonisolated func importPreview(_ file: String, _ account: String?) throws(OperationFailure) -> LookupAnswer {
        let site = SiteBook(configuration, stateFolder: stateDirectory)
        let book = try site.open(readOnly: true)
        return .importPreview(
            try booking { () throws(LedgerError) in
                try book.preview(file: file, into: ImportTarget(account: account), today: site.today())
            })
    }
}
