public import Digest
import FoundationEssentials
import Glibc
import Text

extension Book {
    /// Where a document is kept; nil: it is not.
    public func documentPath(_ digest: Digest256) -> String? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: documentFolder) else { return nil }
        return names.first { $0.hasPrefix(digest.hex) }.map { documentFolder + "/" + $0 }
    }

    /// Keeps a copy of a receipt or an invoice, under its digest, before the entry that names it is sealed.
    public func keep(document path: String) throws(LedgerError) -> Digest256 {
        guard let bytes = Book.contents(path) else {
            throw LedgerError(.missing, .noDocument(SafeText(path)))
        }
        guard bytes.count <= 50 << 20 else { throw LedgerError(.refused, .documentTooLarge(SafeText(path))) }
        let digest = try Book.digest(bytes)
        if documentPath(digest) != nil { return digest }
        guard unsafe mkdir(documentFolder, 0o700) == 0 || errno == EEXIST else {
            throw LedgerError(.store, .noFolder(SafeText(documentFolder), SafeText(Book.cError())))
        }
        let name = path.split(separator: "/").last ?? ""
        let ending = name.contains(".") ? name.split(separator: ".").last.map(String.init) ?? "" : ""
        let isPlain = (1...8).contains(ending.count) && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        try Book.replace(documentFolder + "/" + digest.hex + (isPlain ? "." + ending.lowercased() : ""), with: bytes)
        return digest
    }
}
