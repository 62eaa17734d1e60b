/// Every action of the console. The order is the order of help and manual.
enum ActionTable {
    static let all: [Action] =
        general + list + guest + pool + volume + network + backup + firewall + member + finance + job + host

    /// The action of a name in a key file.
    static func action(_ id: String) -> Action? { all.first { $0.id == id } }
}
