/// What libvirt asks a person for before it opens a connection.
public struct LoginRequest: Sendable, Equatable {
    /// Counts up: the next question is another one than the one that was answered.
    public var number: Int
    /// Whether a user name is asked for beside the password.
    public var asksName: Bool
    /// The name that was given last.
    public var name: String
    /// Whether libvirt refused the last answer.
    public var wasRefused: Bool

    public init(number: Int = 0, asksName: Bool = false, name: String = "", wasRefused: Bool = false) {
        self.number = number
        self.asksName = asksName
        self.name = name
        self.wasRefused = wasRefused
    }
}

/// A person's answer to a `LoginRequest`. Kept in memory alone: never in arguments, environment, files or logs.
public struct Login: Sendable, Equatable {
    /// Empty where no name was asked for.
    public var name: String
    public var password: String

    public init(name: String = "", password: String) {
        self.name = name
        self.password = password
    }
}
