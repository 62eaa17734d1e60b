extension PoolDeed {
    /// What is being done, with the pool's name.
    func tried(_ name: SafeText) -> Phrase {
        switch self {
        case .start: Phrase("starting pool \(name)", "démarrage de la réserve \(name)")
        case .stop: Phrase("stopping pool \(name)", "arrêt de la réserve \(name)")
        case .refresh: Phrase("refreshing pool \(name)", "relecture de la réserve \(name)")
        case .setAutostart(true):
            Phrase("making pool \(name) start automatically", "démarrage automatique de la réserve \(name)")
        case .setAutostart(false):
            Phrase(
                "stopping pool \(name) from starting automatically",
                "fin du démarrage automatique de la réserve \(name)")
        case .createVolume(let volume, _, _):
            Phrase(
                "creating volume \(SafeText(volume)) in \(name)", "création du volume \(SafeText(volume)) dans \(name)")
        }
    }
}

extension VolumeDeed {
    /// What is being done, with `pool/volume`.
    func tried(_ label: SafeText) -> Phrase {
        switch self {
        case .resize(let capacity, _, _):
            Phrase(
                "resizing \(label) to \(Units.size(capacity))",
                "redimensionnement de \(label) à \(Units.size(capacity, .french))")
        case .delete: .deletingVolume(label)
        }
    }
}

extension NetworkDeed {
    /// What is being done, with the network's name.
    func tried(_ name: SafeText) -> Phrase {
        switch self {
        case .start: Phrase("starting network \(name)", "démarrage du réseau \(name)")
        case .stop: Phrase("stopping network \(name)", "arrêt du réseau \(name)")
        case .setAutostart(true):
            Phrase("making network \(name) start automatically", "démarrage automatique du réseau \(name)")
        case .setAutostart(false):
            Phrase(
                "stopping network \(name) from starting automatically", "fin du démarrage automatique du réseau \(name)"
            )
        }
    }
}

extension Phrase {
    static func volumeInUse(_ volume: SafeText, _ guest: SafeText, isRunning: Bool) -> Phrase {
        isRunning
            ? Phrase(
                "\(volume) is in use by \(guest), which runs", "\(volume) est utilisé par \(guest), qui tourne")
            : Phrase("\(volume) is a disk of \(guest) too", "\(volume) est aussi un disque de \(guest)")
    }
    static let hintVolumeInUse = Phrase(
        "shut that guest down, or take the disk from it", "éteignez cette machine, ou retirez-lui ce disque")
    static func unknownFormat(_ format: SafeText) -> Phrase {
        Phrase("unknown volume format \(format)", "format de volume inconnu : \(format)")
    }
    static let hintFormats = Phrase(
        "one of " + VolumeFormat.allCases.map(\.rawValue).joined(separator: ", "),
        "l’un de " + VolumeFormat.allCases.map(\.rawValue).joined(separator: ", "))
}
