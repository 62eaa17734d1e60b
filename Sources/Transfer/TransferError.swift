public import Text

/// Why something on a server could not be done: what was tried, on which file, and the next step.
public struct TransferError: Error, Sendable, Equatable {
    public enum Kind: String, Sendable, Codable {
        /// No such host name.
        case wrongHost
        /// Nobody listens there, or a firewall says no.
        case refused
        /// The server does not take this user with this password.
        case login
        /// The certificate is another's, expired, or signed by nobody known; or the pinned key is not the server's.
        case certificate
        /// The server does not do TLS, or not this kind. Never answered by sending in the clear.
        case tlsRefused
        /// No such file or folder.
        case missing
        /// The name is taken; what is there stays as it is.
        case exists
        /// A right is lacking, or the address that one comes from.
        case denied
        /// The space is full by bytes.
        case quotaBytes
        /// The space takes no more files.
        case quotaFiles
        /// The server said that it had everything, and has less.
        case lost
        /// The line was cut.
        case cut
        /// Too many connections, or not now (421).
        case busy
        /// No answer, or no byte, for too long.
        case timeout
        /// A listing that cannot be right.
        case listing
        /// The server does not know a command without which it cannot be used.
        case unsupported
        /// Fewer bytes than a file should have.
        case short
        /// A file of this machine could not be read.
        case local
        /// A URL, a name or an option that cannot be.
        case usage
        case cancelled
        /// Anything else that the server or libcurl said.
        case other
    }

    public var kind: Kind
    /// What happened, with the object's name and how often it was tried in it.
    public var message: Phrase
    /// What to do about it, where that is known.
    public var hint: Phrase?
    /// The server's last reply; 0 where there was none.
    public var reply: Int

    public init(_ kind: Kind, _ message: Phrase, hint: Phrase? = nil, reply: Int = 0) {
        self.kind = kind
        self.message = message
        self.hint = hint
        self.reply = reply
    }

    /// Whether it may go well a moment later.
    var isPassing: Bool {
        switch kind {
        case .cut, .busy, .timeout, .lost, .refused: true
        case .other: (400..<500).contains(reply)
        default: false
        }
    }

    /// The same, and how often it was tried.
    func after(_ attempts: Int) -> TransferError {
        guard attempts > 1 else { return self }
        var error = self
        error.message = .afterAttempts(message, attempts)
        return error
    }
}
