import Screen
import UnixcornCore

extension Question {
    /// libvirt asks who is there. Esc refuses; nobody is asked again before a refresh.
    init(login request: LoginRequest, to host: HostState) {
        let id = host.id
        let name = request.asksName ? [FormField("name", .userName, .text(), text: request.name)] : []
        self.init(
            title: .passwordNeeded,
            lines: [.passwordFor(SafeText(host.uri))] + (request.wasRefused ? [.loginWasRefused] : []),
            body: .form(name + [FormField("password", .password, .text(isSecret: true))])
        ) { answer in
            guard case .filled(let form) = answer else { return .login(nil, id) }
            return .login(Login(name: form.text("name"), password: form.text("password")), id)
        }
    }
}
