import CLibvirt
import Glibc

/// Something that libvirt asks the person for while a connection opens (`virConnectCredential`).
public struct CredentialRequest: Sendable, Equatable {
    /// What is asked for (`virConnectCredentialType`).
    public enum Kind: Sendable, Equatable {
        /// `VIR_CRED_USERNAME`, `VIR_CRED_AUTHNAME`
        case userName
        /// `VIR_CRED_PASSPHRASE`, `VIR_CRED_NOECHOPROMPT`: what is typed must not be shown.
        case secret
        /// `VIR_CRED_ECHOPROMPT` and all others.
        case text
    }

    public var kind: Kind
    /// libvirt's words. From outside: hostile until `SafeText`.
    public var prompt: String
    public var challenge: String
    /// What an empty answer stands for, or empty.
    public var suggestion: String

    public init(kind: Kind, prompt: String, challenge: String = "", suggestion: String = "") {
        self.kind = kind
        self.prompt = prompt
        self.challenge = challenge
        self.suggestion = suggestion
    }
}

/// Answers a request, or gives nil to refuse. Called on the opening thread, which it may block while a person types.
public typealias CredentialAsker = @Sendable (CredentialRequest) -> String?

/// Lends `ask` to `virConnectOpenAuth` for the length of `body`.
func withCredentials<T>(_ ask: CredentialAsker?, _ body: (virConnectAuthPtr?) -> T) -> T {
    // With nobody to ask, refusing says "authentication failed"; no callback at all says "invalid argument".
    let box = AskerBox(ask ?? { _ in nil })
    var kinds = [
        VIR_CRED_USERNAME, VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE, VIR_CRED_ECHOPROMPT, VIR_CRED_NOECHOPROMPT,
        VIR_CRED_REALM,
    ].map { Int32(bitPattern: $0.rawValue) }
    return withExtendedLifetime(box) {
        kinds.withUnsafeMutableBufferPointer { kinds in
            var auth = virConnectAuth(
                credtype: kinds.baseAddress, ncredtype: UInt32(kinds.count), cb: credentialCallback,
                cbdata: Unmanaged.passUnretained(box).toOpaque())
            return body(&auth)
        }
    }
}

private final class AskerBox: Sendable {
    let ask: CredentialAsker
    init(_ ask: @escaping CredentialAsker) { self.ask = ask }
}

private let credentialCallback:
    @convention(c) @Sendable (virConnectCredentialPtr?, UInt32, UnsafeMutableRawPointer?) -> Int32 = {
        list, count, context in
        guard let list, let context else { return -1 }
        let asker = Unmanaged<AskerBox>.fromOpaque(context).takeUnretainedValue()
        for index in 0..<Int(count) {
            guard let answer = asker.ask(request(list[index])) else { return -1 }
            // libvirt frees it.
            list[index].result = strdup(answer)
            list[index].resultlen = UInt32(answer.utf8.count)
        }
        return 0
    }

private func request(_ credential: virConnectCredential) -> CredentialRequest {
    let kind: CredentialRequest.Kind =
        switch UInt32(bitPattern: credential.type) {
        case VIR_CRED_USERNAME.rawValue, VIR_CRED_AUTHNAME.rawValue: .userName
        case VIR_CRED_PASSPHRASE.rawValue, VIR_CRED_NOECHOPROMPT.rawValue: .secret
        default: .text
        }
    return CredentialRequest(
        kind: kind, prompt: String(c: credential.prompt), challenge: String(c: credential.challenge),
        suggestion: String(c: credential.defresult))
}
