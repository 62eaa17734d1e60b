extension Phrase {
    static let lookingIntoDisk = Phrase("looking into the disk", "lecture du disque")
    static let noGuestfish = Phrase(
        "guestfish is not here: it reads file systems in a guest of its own",
        "guestfish est absent : il lit les systèmes de fichiers dans une machine à part")
    static let installGuestfish = Phrase(verbatim: "apt-get install --no-install-recommends libguestfs-tools")
    static func guestfishFailed(_ why: SafeText) -> Phrase {
        Phrase("guestfish could not do it: \(why)", "guestfish n’a pas pu : \(why)")
    }
    static let testGuestfish = Phrase(
        "libguestfs-test-tool says what is missing; where /dev/kvm does not work: "
            + "LIBGUESTFS_BACKEND_SETTINGS=force_tcg",
        "libguestfs-test-tool dit ce qui manque ; là où /dev/kvm ne marche pas : "
            + "LIBGUESTFS_BACKEND_SETTINGS=force_tcg")
    static func isThereAlready(_ path: SafeText) -> Phrase {
        Phrase(
            "\(path) is there already: nothing is overwritten", "\(path) est déjà là : rien n’est écrasé")
    }
    static func notAllUnpacked(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("not all of it could be written to \(path): \(why)", "tout n’a pas pu être écrit dans \(path) : \(why)")
    }
    static func noSuchDisk(_ target: SafeText) -> Phrase {
        Phrase("the backup has no disk \(target)", "la sauvegarde n’a pas de disque \(target)")
    }
    static let sayDisk = Phrase("say which disk: --disk NAME", "dites quel disque : --disk NOM")
    static func disksThere(_ targets: [String]) -> Phrase {
        let list = SafeText(targets.joined(separator: ", "))
        return Phrase("disks in it: \(list)", "disques présents : \(list)")
    }
    static let noFileSystemThere = Phrase(
        "there is no file system on the disk that libguestfs knows",
        "il n’y a sur le disque aucun système de fichiers que libguestfs connaisse")
}
