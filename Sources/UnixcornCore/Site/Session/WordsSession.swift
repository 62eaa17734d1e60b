extension Phrase {
    static func readingXML(_ name: SafeText) -> Phrase {
        Phrase("reading the XML of \(name)", "lecture du XML de \(name)")
    }
    static func openingConsole(_ name: SafeText) -> Phrase {
        Phrase("opening the console of \(name)", "ouverture de la console de \(name)")
    }
    static func logOf(_ name: SafeText) -> Phrase { Phrase("QEMU's log of \(name)", "journal QEMU de \(name)") }
    static func serialLogOf(_ name: SafeText) -> Phrase {
        Phrase("the serial log of \(name)", "journal série de \(name)")
    }
    static let hostJournal = Phrase("the host's journal", "journal de l’hôte")
    static func cannotReadFile(_ what: Phrase, _ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(what.english): \(path): \(why)", "\(what.french) : \(path) : \(why)")
    }
    static let hintReadRight = Phrase(
        "it takes root, or membership of group adm", "il faut être root, ou membre du groupe adm")
    static func noSerialLog(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name) declares no log file for its serial port", "\(name) ne déclare pas de fichier pour son port série")
    }
    static let hintSerialLog = Phrase(
        "add <log file='/var/log/libvirt/qemu/NAME-serial.log'/> to its <serial>",
        "ajoutez <log file='/var/log/libvirt/qemu/NOM-serial.log'/> à son <serial>")
    static func notOnThisMachine(_ what: Phrase, _ host: SafeText) -> Phrase {
        Phrase(
            "\(what.english) is on \(host), and cannot be read from here",
            "\(what.french) se trouve sur \(host), et ne peut pas être lu d’ici")
    }
    static let stateNotOpen = Phrase(
        "the state database is not open: nothing is changed without a journal",
        "la base d’état n’est pas ouverte : rien n’est modifié sans journal")
}

extension OperationFailure {
    static func notHere(_ what: Phrase, _ host: HostID) -> OperationFailure {
        OperationFailure(area: "host", message: .notOnThisMachine(what, SafeText(host.rawValue)))
    }
}
