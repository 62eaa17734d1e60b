import Dispatch
import Synchronization
import Testing

@testable import UnixcornCore

@Suite("A password that libvirt asks for")
struct PasswordDeskTests {
    private let request = CredentialRequest(kind: .secret, prompt: "Password", challenge: "", suggestion: "")

    /// Asks on a thread of its own, as libvirt does.
    private func ask(_ desk: PasswordDesk) async -> String? {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: desk.answer(request)) }
        }
    }

    @Test("is waited for, and kept for the next connection")
    func waits() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { _ in asked.withLock { $0 += 1 } }
        async let first = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.give(Login(password: "hush"))
        #expect(await first == "hush")
        #expect(await ask(desk) == "hush")
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("is asked for again once it was wrong")
    func forgets() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { _ in asked.withLock { $0 += 1 } }
        desk.give(Login(password: "wrong"))
        desk.forget()
        async let second = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.give(nil)
        #expect(await second == nil)
    }

    @Test("is not asked for again after a refusal, until somebody wants it")
    func refused() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { _ in asked.withLock { $0 += 1 } }
        desk.give(nil)
        #expect(await ask(desk) == nil)
        #expect(asked.withLock { $0 } == 0)
        desk.allow()
        async let again = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.give(Login(password: "hush"))
        #expect(await again == "hush")
    }

    @Test("is refused when the session closes")
    func closes() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { _ in asked.withLock { $0 += 1 } }
        async let waiting = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.close()
        #expect(await waiting == nil)
        #expect(await ask(desk) == nil)
    }

    @Test("a name is asked for with the password, unless libvirt has one; the last one is kept for the next question")
    func name() async {
        let requests = Mutex<[LoginRequest]>([])
        let desk = PasswordDesk { request in requests.withLock { $0.append(request) } }
        let name = CredentialRequest(kind: .userName, prompt: "Name", challenge: "", suggestion: "")
        let known = CredentialRequest(kind: .userName, prompt: "Name", challenge: "", suggestion: "root")
        #expect(desk.answer(known) == "root")
        for (number, wasRefused) in [(1, false), (2, true)] {
            async let answered = withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: desk.answer(name)) }
            }
            while requests.withLock({ $0.count }) < number { await Task.yield() }
            let request = requests.withLock { $0[number - 1] }
            #expect(
                request
                    == LoginRequest(
                        number: number, asksName: true, name: wasRefused ? "anna" : "", wasRefused: wasRefused))
            desk.give(Login(name: "anna", password: "hush"))
            #expect(await answered == "anna")
            #expect(desk.answer(self.request) == "hush")
            desk.forget()
        }
    }
}
