import Text

extension Phrase {
    static let freezing = Phrase("freezing its file systems", "figer ses systèmes de fichiers")
    static let thawing = Phrase("thawing its file systems", "libérer ses systèmes de fichiers")

    static func noThawWatch(_ why: SafeText) -> Phrase {
        Phrase(
            "no process stands ready to thaw the guest, so it is not frozen: \(why)",
            "aucun processus n’est prêt à libérer la machine, elle n’est donc pas figée : \(why)")
    }
    static func freezeCut(_ limit: Double) -> Phrase {
        Phrase(
            "the guest was thawed after \(Int(limit)) s, before the backup had begun",
            "la machine a été libérée après \(Int(limit)) s, avant le début de la sauvegarde")
    }

    /// What the second process writes into the log.
    public static func thawWatch(_ verdict: ThawWatch.Verdict) -> Phrase? {
        switch verdict {
        case .wasNotNeeded: nil
        case .thawed(let count):
            Phrase(
                "thaw-watch: the backup died or took too long; file systems thawed: \(count)",
                "thaw-watch : la sauvegarde est morte ou a trop duré ; systèmes de fichiers libérés : \(count)")
        case .useless(let why):
            Phrase(
                "thaw-watch: cannot stand ready: \(SafeText(why))", "thaw-watch : ne peut veiller : \(SafeText(why))")
        case .failed(let error):
            Phrase(
                "thaw-watch: THE GUEST MAY STILL BE FROZEN: \(SafeText(error.description))",
                "thaw-watch : LA MACHINE EST PEUT-ÊTRE ENCORE FIGÉE : \(SafeText(error.description))")
        }
    }
}
