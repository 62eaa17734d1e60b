import Glibc

/// What is wrong with names and rules of a policy.
extension Phrase {
    static let kindReserved = Phrase(
        "the name host is taken: the machine itself is [host]", "le nom host est pris : la machine elle-même est [host]"
    )
    static func tooManyKinds(_ most: Int) -> Phrase {
        Phrase("a policy has at most \(most) kinds", "une politique a au plus \(most) genres")
    }
    static func undeclaredKind(_ name: SafeText, _ nearest: String?, _ known: [String]) -> Phrase {
        let list = known.joined(separator: ", ")
        return Phrase(
            "nobody declares the kind \(name)" + meant(nearest).english + "; declared: \(list)",
            "personne ne déclare le genre \(name)" + meant(nearest).french + " ; déclarés : \(list)")
    }
    static func undeclaredSet(_ name: SafeText, _ nearest: String?, _ known: [String]) -> Phrase {
        let list = known.isEmpty ? Phrase("none", "aucun") : Phrase(verbatim: SafeText(known.joined(separator: ", ")))
        return Phrase(
            "nobody declares the set \(name)" + meant(nearest).english + "; declared: \(list.english)",
            "personne ne déclare l’ensemble \(name)" + meant(nearest).french + " ; déclarés : \(list.french)")
    }
    static func unknownService(_ name: SafeText, _ nearest: String?) -> Phrase {
        Phrase(
            "unknown service \(name)" + meant(nearest).english
                + "; 'unixcorn firewall services' lists them, and \"tcp/443\" or \"proto/47\" need no name",
            "service inconnu \(name)" + meant(nearest).french
                + " ; « unixcorn firewall services » les énumère, et \"tcp/443\" ou \"proto/47\" se passent de nom")
    }
    private static func meant(_ nearest: String?) -> Phrase {
        guard let nearest else { return .nothing }
        return Phrase("; did you mean '\(nearest)'?", " ; vouliez-vous dire « \(nearest) » ?")
    }
    static func noPeer(_ value: SafeText, nearest: String?) -> Phrase {
        let wrong = notAllowed(value, allowed: .peers)
        return Phrase(wrong.english + meant(nearest).english, wrong.french + meant(nearest).french)
    }
    static func circle(_ chain: String) -> Phrase {
        Phrase("includes itself: \(chain)", "s’inclut soi-même : \(chain)")
    }
    static func otherKeyHere(_ key: String) -> Phrase {
        Phrase("in this list the key is '\(key)'", "dans cette liste, la clé est « \(key) »")
    }
    static let serviceOrPort = Phrase(
        "a rule needs either service or port", "une règle a besoin soit de service, soit de port")
    static let noPassivePorts = Phrase(
        "only the services ftp and ftps have passive ports", "seuls les services ftp et ftps ont des ports passifs")
    static func noHelper(_ name: SafeText, _ known: [String]) -> Phrase {
        let list = known.joined(separator: ", ")
        return Phrase(
            "the kernel has no helper for \(name); it has for: \(list)",
            "le noyau n’a pas d’aide pour \(name) ; il en a pour : \(list)")
    }
    static let zeroInText = Phrase("a text must not hold a zero", "un texte ne doit pas contenir de zéro")
    static func emptyList(_ allowed: Phrase) -> Phrase {
        Phrase(
            "must not be empty: leave the key out, or give \(allowed.english)",
            "ne doit pas être vide : ôtez la clé, ou donnez \(allowed.french)")
    }
}

/// What is wrong with addresses and ports of a policy.
extension Phrase {
    static func fault(_ fault: AddressFault, _ value: SafeText) -> Phrase {
        switch fault {
        case .noAddress: notAllowed(value, allowed: .anAddress)
        case .hostBits(let meant):
            Phrase(
                "\(value) has bits set behind its length; did you mean \(meant)?",
                "\(value) a des bits au-delà de sa longueur ; vouliez-vous dire \(meant) ?")
        case .tooLong(let width):
            Phrase(
                "the length of the prefix \(value) must be from 0 to \(width)",
                "la longueur du préfixe \(value) doit être de 0 à \(width)")
        case .reversed:
            Phrase("the span \(value) ends before it begins", "la plage \(value) finit avant de commencer")
        case .mixed:
            Phrase(
                "the span \(value) must be of IPv4 or of IPv6 addresses",
                "la plage \(value) doit être en IPv4 ou en IPv6")
        }
    }
    static func overlap(_ block: AddressBlock, _ other: AddressBlock, _ line: Int) -> Phrase {
        Phrase(
            "\(block) overlaps \(other) of line \(line): a set has each address once",
            "\(block) recoupe \(other) de la ligne \(line) : un ensemble a chaque adresse une fois")
    }
    static func overlapInFile(_ block: AddressBlock, _ other: AddressBlock, _ line: Int) -> Phrase {
        let plain = overlap(block, other, line)
        return Phrase(
            plain.english + "; merge = true beside file joins them",
            plain.french + " ; merge = true à côté de file les joint")
    }
    static func moreProblems(_ count: Int) -> Phrase {
        count == 1
            ? Phrase("1 more line like these", "1 autre ligne comme celles-ci")
            : Phrase("\(count) more lines like these", "\(count) autres lignes comme celles-ci")
    }
    static func noAddressFile(_ name: SafeText, _ why: AddressFile.Refusal) -> Phrase {
        switch why {
        case .system(let code):
            let reason = SafeText(unsafe String(cString: strerror(code)))
            return Phrase("\(name) cannot be read: \(reason)", "\(name) ne peut pas être lu : \(reason)")
        case .notRegular:
            return Phrase("\(name) is no regular file", "\(name) n’est pas un fichier ordinaire")
        case .tooLarge:
            return Phrase("\(name) is larger than 8 MiB", "\(name) dépasse 8 Mio")
        }
    }
    static func portOutOfRange(_ text: some StringProtocol) -> Phrase {
        let value = SafeText(String(text.prefix(20)))
        return Phrase("a port must be from 1 to 65535, not \(value)", "un port doit être de 1 à 65535, et non \(value)")
    }
    static func portsReversed(_ first: UInt16, _ last: UInt16) -> Phrase {
        Phrase(
            "\(first)-\(last) ends before it begins; did you mean \(last)-\(first)?",
            "\(first)-\(last) finit avant de commencer ; vouliez-vous dire \(last)-\(first) ?")
    }
    static func notAByte(_ number: Int) -> Phrase {
        Phrase(
            "the number of a protocol or an ICMP type must be from 0 to 255, not \(number)",
            "le numéro d’un protocole ou d’un type ICMP doit être de 0 à 255, et non \(number)")
    }
    static func familiesDiffer(_ address: String, _ target: String) -> Phrase {
        Phrase(
            "\(address) cannot lead to \(target): one is IPv4, the other IPv6",
            "\(address) ne peut pas mener à \(target) : l’une est en IPv4, l’autre en IPv6")
    }
    static func publishedTwice(_ line: Int) -> Phrase {
        Phrase(
            "this port is published by line \(line) already: give each another address or port",
            "ce port est déjà publié à la ligne \(line) : donnez à chacun une autre adresse ou un autre port")
    }
}
