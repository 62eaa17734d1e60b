import Glibc
import Screen
import UnixcornCore

/// The app without a terminal: keys in, canvas out. For `unixcorn screen`, tests and manuals.
struct Headless {
    let app: App
    let mailbox: Mailbox<Mail>
    let size: Size

    /// Presses a key and waits until what it asked for was answered.
    func press(_ key: Key, seconds: Double = 10) {
        _ = app.draw(size)
        app.handle(key)
        settle(until: { $0.unanswered == 0 && $0.awaited.isEmpty }, seconds: seconds)
    }

    /// Takes mail until `isDone`, or until the time is over.
    func settle(until isDone: (App) -> Bool, seconds: Double) {
        let end = Moment.now.adding(seconds: seconds)
        while true {
            for mail in mailbox.takeAll() { app.receive(mail) }
            let left = end.seconds(since: .now)
            if isDone(app) || left <= 0 { return }
            var waiting = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&waiting, 1, Int32(max(1, min(left, 0.2) * 1000)))
        }
    }

    func draw() -> Canvas {
        app.tick(max(app.context.now, app.context.state.at))
        return app.draw(size)
    }
}
