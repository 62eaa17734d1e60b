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
        let desk = PasswordDesk { asked.withLock { $0 += 1 } }
        async let first = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.give("hush")
        #expect(await first == "hush")
        #expect(await ask(desk) == "hush")
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("is asked for again once it was wrong")
    func forgets() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { asked.withLock { $0 += 1 } }
        desk.give("wrong")
        desk.forget()
        async let second = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.give(nil)
        #expect(await second == nil)
    }

    @Test("is not asked for again after a refusal, until somebody wants it")
    func refused() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { asked.withLock { $0 += 1 } }
        desk.give(nil)
        #expect(await ask(desk) == nil)
        #expect(asked.withLock { $0 } == 0)
        desk.allow()
        async let again = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.give("hush")
        #expect(await again == "hush")
    }

    @Test("is refused when the session closes")
    func closes() async {
        let asked = Mutex(0)
        let desk = PasswordDesk { asked.withLock { $0 += 1 } }
        async let waiting = ask(desk)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        desk.close()
        #expect(await waiting == nil)
        #expect(await ask(desk) == nil)
    }
}
