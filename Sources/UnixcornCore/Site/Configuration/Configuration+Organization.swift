import Foundation
import Ledger
import Text

extension Configuration {
    /// `[organization]`: what the site says of itself in public.
    public struct OrganizationDeclaration: Sendable, Equatable {
        /// Where the files will be published, without a slash at the end.
        public var address = ""
        public var name = ""
        public var description = ""
        /// `association`, `informal`, ... of CHATONS.
        public var type = ""
        public var website = ""
        public var logo = ""
        public var contactURL = ""
        public var contactMail = ""
        public var legalURL = ""
        public var guideURL = ""
        public var country = ""
        public var founded: CivilDate?
        public var chatonsSince: CivilDate?

        public init() {}

        /// In the words of CHATONS.
        func fields(_ configuration: Configuration) -> OrganizationFields {
            var made = OrganizationFields(name: name.isEmpty ? configuration.name : name)
            (made.description, made.website, made.logo) = (description, website, logo)
            made.kind = OrganizationFields.Kind(rawValue: type.uppercased())
            (made.contactURL, made.contactEmail, made.legalURL) = (contactURL, contactMail, legalURL)
            (made.userGuide, made.countryCode) = (guideURL, country)
            (made.started, made.chatonsSince) = (founded, chatonsSince)
            if chatonsSince != nil { made.chatonsStatus = .active }
            made.status = .active
            let liberapay = configuration.finances.liberapay
            if !liberapay.isEmpty { made.liberapay = "https://liberapay.com/" + liberapay }
            return made
        }
    }

    /// What is published of a service beside its numbers.
    public struct PublicService: Sendable, Equatable {
        public var name = ""
        public var description = ""
        public var website = ""
        public var registration = ""
        public var software = ""
        public var version = ""
        public var license = ""

        public init() {}
    }
}

extension Configuration.ServiceDeclaration {
    /// Its name in file names: small letters, digits and hyphens.
    var publicKey: String {
        let letters = name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(String(letters).prefix(40))
    }

    var publicName: String { published.name.isEmpty ? name : published.name }

    var publicFields: ServiceFields {
        var made = ServiceFields(key: publicKey, name: publicName)
        (made.description, made.website) = (published.description, published.website.isEmpty ? url : published.website)
        made.registration = ServiceFields.Registration(rawValue: published.registration.capitalized)
        (made.softwareName, made.softwareVersion) = (published.software, published.version)
        made.softwareLicense = published.license
        made.statusLevel = "OK"
        return made
    }
}
