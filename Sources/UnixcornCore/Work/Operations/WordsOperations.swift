public import Text

extension Operation {
    /// What it is, in a few words: `Start cloud`.
    public var title: Phrase {
        switch deed {
        case .guest(let deed): deed.title(object.name.string)
        case .pool(let deed): deed.title(object.name.string)
        case .volume(let deed): deed.title(object.name.string)
        case .network(let deed): deed.title(object.name.string)
        case .host(let deed): deed.title(object.name.string)
        case .backup(let deed): deed.title
        case .firewall(let deed): deed.title
        case .member(let deed): deed.title(object.name)
        case .finance(let deed): deed.title
        }
    }

    /// What is lost or stops, and for whom; nil where nothing does.
    public var consequence: Phrase? {
        switch deed {
        case .guest(let deed): deed.consequence(object.name.string)
        case .pool(let deed): deed.consequence(object.name.string)
        case .volume(let deed): deed.consequence(object.name.string)
        case .network(let deed): deed.consequence(object.name.string)
        case .host(let deed): deed.consequence(object.name.string)
        case .backup(let deed): deed.consequence
        case .firewall(let deed): deed.consequence
        case .member(let deed): deed.consequence(object.name)
        case .finance(let deed): deed.consequence
        }
    }
}

extension GuestDeed {
    fileprivate func title(_ name: String) -> Phrase {
        switch self {
        case .start: Phrase("Start \(name)", "Démarrer \(name)")
        case .shutDown: Phrase("Shut down \(name)", "Éteindre \(name)")
        case .reboot: Phrase("Reboot \(name)", "Redémarrer \(name)")
        case .reset: Phrase("Reset \(name)", "Réinitialiser \(name)")
        case .forceOff: Phrase("Force off \(name)", "Couper \(name) de force")
        case .suspend: Phrase("Suspend \(name)", "Mettre \(name) en pause")
        case .resume: Phrase("Resume \(name)", "Reprendre \(name)")
        case .save: Phrase("Save \(name) to disk", "Sauver \(name) sur disque")
        case .restore: Phrase("Restore \(name) from disk", "Restaurer \(name) depuis le disque")
        case .discardSavedState: Phrase("Discard the saved state of \(name)", "Jeter la mémoire sauvée de \(name)")
        case .setAutostart(true): Phrase("Start \(name) with the host", "Démarrer \(name) avec l’hôte")
        case .setAutostart(false): Phrase("Do not start \(name) with the host", "Ne pas démarrer \(name) avec l’hôte")
        case .setMemory(let bytes, _, _, _):
            Phrase(
                "Set the memory of \(name) to \(Units.size(bytes))",
                "Régler la mémoire de \(name) à \(Units.size(bytes, .french))")
        case .setVCPUs(let count, _, _, _):
            Phrase("Set the processors of \(name) to \(count)", "Régler les processeurs de \(name) à \(count)")
        case .setProfile: Phrase("Change what \(name) is for", "Modifier le profil de \(name)")
        case .rename(let new):
            Phrase(
                "Rename \(name) to \(SafeText(new).string)", "Renommer \(name) en \(SafeText(new).string)")
        case .define: Phrase("Change the definition of \(name)", "Modifier la définition de \(name)")
        case .create: Phrase("Create \(name)", "Créer \(name)")
        case .delete(let volumes, _):
            volumes.isEmpty
                ? Phrase("Delete \(name), keep its disks", "Supprimer \(name), garder ses disques")
                : Phrase("Delete \(name) with its disks", "Supprimer \(name) avec ses disques")
        case .redefine: Phrase("Define \(name) again", "Redéfinir \(name)")
        }
    }

    fileprivate func consequence(_ name: String) -> Phrase? {
        switch self {
        case .shutDown:
            Phrase("\(name) stops serving its users.", "\(name) ne sert plus ses utilisateurs.")
        case .reboot:
            Phrase(
                "\(name) does not serve its users while it restarts.",
                "\(name) ne sert plus ses utilisateurs pendant son redémarrage.")
        case .reset:
            Phrase(
                "\(name) restarts at once, as by its reset button: unsaved data of its programs is lost.",
                "\(name) redémarre aussitôt, comme par son bouton : les données non enregistrées de ses programmes sont"
                    + " perdues.")
        case .forceOff:
            Phrase(
                "\(name) loses power at once: unsaved data of its programs is lost.",
                "\(name) perd l’alimentation aussitôt : les données non enregistrées de ses programmes sont perdues.")
        case .suspend:
            Phrase(
                "\(name) stands still and keeps its memory; its users wait.",
                "\(name) s’arrête sur place et garde sa mémoire ; ses utilisateurs attendent.")
        case .save:
            Phrase(
                "\(name) stops; its memory is written to the host's disk.",
                "\(name) s’arrête ; sa mémoire est écrite sur le disque de l’hôte.")
        case .discardSavedState:
            Phrase(
                "The saved memory of \(name) is lost: its next start is a cold boot, as after a power cut.",
                "La mémoire enregistrée de \(name) est perdue : son prochain démarrage se fera à froid, comme après une"
                    + " coupure de courant.")
        case .delete(let volumes, let xml) where volumes.isEmpty:
            Phrase(
                "\(name) disappears from the host; its disks stay." + Self.password(xml).english,
                "\(name) disparaît de l’hôte ; ses disques restent." + Self.password(xml).french)
        case .redefine(let xml) where GraphicsPasswords.mayMiss(in: xml): .screenPasswordNotKept
        case .delete(let volumes, _):
            Phrase(
                "\(name) disappears with all its data: \(Self.list(volumes)). There is no way back but a backup.",
                "\(name) disparaît avec toutes ses données : \(Self.list(volumes)). Seule une sauvegarde permet d’y"
                    + " revenir.")
        default: nil
        }
    }

    /// What the way back does not bring back.
    private static func password(_ xml: String) -> Phrase {
        let words = Phrase.screenPasswordNotKept
        return GraphicsPasswords.mayMiss(in: xml) ? Phrase(" " + words.english, " " + words.french) : .nothing
    }

    private static func list(_ paths: [String]) -> String {
        paths.map { SafeText($0).string }.joined(separator: ", ")
    }
}

extension PoolDeed {
    fileprivate func title(_ name: String) -> Phrase {
        switch self {
        case .start: Phrase("Start pool \(name)", "Démarrer la réserve \(name)")
        case .stop: Phrase("Stop pool \(name)", "Arrêter la réserve \(name)")
        case .refresh: Phrase("Refresh pool \(name)", "Relire la réserve \(name)")
        case .setAutostart(true): Phrase("Start pool \(name) with the host", "Démarrer la réserve \(name) avec l’hôte")
        case .setAutostart(false):
            Phrase("Do not start pool \(name) with the host", "Ne pas démarrer la réserve \(name) avec l’hôte")
        case .createVolume(let volume, let capacity, _):
            Phrase(
                "Create volume \(SafeText(volume).string) of \(Units.size(capacity)) in \(name)",
                "Créer le volume \(SafeText(volume).string) de \(Units.size(capacity, .french)) dans \(name)")
        }
    }

    fileprivate func consequence(_ name: String) -> Phrase? {
        guard case .stop = self else { return nil }
        return Phrase(
            "Guests with disks in \(name) cannot start until it runs again. Its volumes stay.",
            "Les machines qui ont un disque dans \(name) ne démarrent plus avant sa remise en marche. Ses volumes restent."
        )
    }
}

extension VolumeDeed {
    fileprivate func title(_ name: String) -> Phrase {
        switch self {
        case .resize(let capacity, _, _):
            Phrase(
                "Resize \(name) to \(Units.size(capacity))", "Redimensionner \(name) à \(Units.size(capacity, .french))"
            )
        case .delete: Phrase("Delete volume \(name)", "Supprimer le volume \(name)")
        }
    }

    fileprivate func consequence(_ name: String) -> Phrase? {
        switch self {
        case .delete:
            Phrase(
                "All data on \(name) is lost. There is no way back but a backup.",
                "Toutes les données de \(name) sont perdues. Seule une sauvegarde permet d’y revenir.")
        case .resize(_, _, shrink: true):
            Phrase(
                "What lies past the new end of \(name) is lost.",
                "Ce qui se trouve au-delà de la nouvelle fin de \(name) est perdu.")
        case .resize: nil
        }
    }
}

extension NetworkDeed {
    fileprivate func title(_ name: String) -> Phrase {
        switch self {
        case .start: Phrase("Start network \(name)", "Démarrer le réseau \(name)")
        case .stop: Phrase("Stop network \(name)", "Arrêter le réseau \(name)")
        case .setAutostart(true):
            Phrase("Start network \(name) with the host", "Démarrer le réseau \(name) avec l’hôte")
        case .setAutostart(false):
            Phrase("Do not start network \(name) with the host", "Ne pas démarrer le réseau \(name) avec l’hôte")
        }
    }

    fileprivate func consequence(_ name: String) -> Phrase? {
        guard case .stop = self else { return nil }
        return Phrase(
            "Guests on \(name) are cut off; they must be attached again after it runs.",
            "Les machines de \(name) sont coupées du réseau ; il faudra les y rattacher après sa remise en marche.")
    }
}

extension HostDeed {
    fileprivate func title(_ name: String) -> Phrase {
        switch self {
        case .startAll: Phrase("Start all guests of \(name)", "Démarrer toutes les machines de \(name)")
        case .stopAll: Phrase("Stop all guests of \(name)", "Arrêter toutes les machines de \(name)")
        case .reboot: Phrase("Reboot the host \(name)", "Redémarrer l’hôte \(name)")
        case .powerOff: Phrase("Power off the host \(name)", "Éteindre l’hôte \(name)")
        }
    }

    fileprivate func consequence(_ name: String) -> Phrase? {
        switch self {
        case .startAll: nil
        case .stopAll(_, force: false):
            Phrase(
                "Every guest of \(name) stops serving its users.",
                "Toutes les machines de \(name) cessent de servir leurs utilisateurs.")
        case .stopAll(let timeout, force: true):
            Phrase(
                "Every guest of \(name) stops; one still on after \(timeout) s loses power and its unsaved data.",
                "Toutes les machines de \(name) s’arrêtent ; celui qui tourne encore après \(timeout) s perd l’alimentation"
                    + " et ses données non enregistrées.")
        case .reboot:
            Phrase(
                "Every guest of \(name) stops, then the machine restarts; this session ends.",
                "Toutes les machines de \(name) s’arrêtent, puis la machine redémarre ; cette session se termine.")
        case .powerOff:
            Phrase(
                "Every guest of \(name) stops, then the machine turns off: somebody must switch it on again.",
                "Toutes les machines de \(name) s’arrêtent, puis la machine s’éteint : quelqu'un devra la rallumer.")
        }
    }
}
