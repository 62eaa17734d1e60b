extension Phrase {
    static func noDirectoryPassword(_ service: SafeText) -> Phrase {
        Phrase(
            "service \(service) needs its administrator's password or token",
            "le service \(service) demande le mot de passe ou le jeton de son administrateur")
    }
    static let nameDirectoryPassword = Phrase(
        "write it into a file of mode 0600 and name that as password_file of the service",
        "écrivez-le dans un fichier de mode 0600 et nommez-le dans password_file du service")
    static let actThereForState = Phrase(
        "approve or unblock it in the service itself", "approuvez-le ou débloquez-le dans le service même")
}
