import Foundation
import XML

/// What the console itself must know of a domain's XML before libvirt sees it.
enum DomainXML {
    /// The UUID in it, in libvirt's form; nil where there is none or where it is no XML.
    static func uuid(in xml: String) -> String? {
        // XML that cannot be read has no UUID; libvirt then says what is wrong with it.
        guard let root = try? Element(parsing: xml) else { return nil }
        return root["uuid"]?.lowercased()
    }
}

/// A guest that is to be made from a file: its XML, with the UUID by which it is locked and journaled.
public struct NewGuest: Sendable {
    public let name: String
    public let id: GuestID
    public let xml: String

    /// Reads domain XML. One without a UUID gets one. Throws where it is no XML, no domain, or has no name.
    ///
    /// `source`: what the sentence about a failure begins with, a file's name.
    public init(xml: String, from source: Phrase = .thisText) throws(OperationFailure) {
        var document: Document
        do { document = try Document(parsing: xml) } catch {
            throw OperationFailure(area: "xml", message: .noDomainXML(source, error.words))
        }
        guard document.root.name == "domain" else {
            throw OperationFailure(
                area: "xml", message: .noDomainXML(source, Phrase(verbatim: SafeText("<\(document.root.name)>"))))
        }
        guard let name = document.root["name"], !name.isEmpty else {
            throw OperationFailure(area: "xml", message: .noNameInXML)
        }
        self.name = name
        if let written = document.root["uuid"] {
            guard let uuid = UUID(uuidString: written) else {
                throw OperationFailure(area: "xml", message: .noUUID(SafeText(written)), hint: .hintLeaveUUIDOut)
            }
            id = GuestID(rawValue: uuid.uuidString.lowercased())
            self.xml = xml
        } else {
            id = GuestID(rawValue: UUID().uuidString.lowercased())
            document.root.append(Element("uuid", text: id.rawValue))
            self.xml = document.xml()
        }
    }
}

extension Phrase {
    public static var thisText: Phrase { Phrase("this", "ceci") }
    fileprivate static func noDomainXML(_ source: Phrase, _ why: Phrase) -> Phrase {
        Phrase(
            "\(source.english) is no domain XML: \(why.english)",
            "\(source.french) n’est pas un XML de machine (domain) : \(why.french)")
    }
    fileprivate static let noNameInXML = Phrase("the domain XML has no <name>", "le XML n’a pas de <name>")
    fileprivate static func noUUID(_ text: SafeText) -> Phrase {
        Phrase("\(text) is no UUID", "\(text) n’est pas un UUID")
    }
}
