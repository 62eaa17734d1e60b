import Foundation
import Screen
import UnixcornCore

/// A session with the site and the app on top of it: what the console, the wall and `screen` have in common.
struct ConsoleSession {
    let app: App
    let mailbox: Mailbox<Mail>
    let session: SiteSession
    let configuration: Configuration

    init(
        _ global: GlobalOptions, _ configuration: Configuration, _ keys: KeyMap, glyphs: Glyphs, isDemo: Bool,
        isWall: Bool = false
    ) throws {
        self.configuration = configuration
        let mailbox = Mailbox<Mail>()
        self.mailbox = mailbox
        var options = global.sessionOptions(isDemo: isDemo)
        options.isReadOnly = options.isReadOnly || isWall
        options.keepsLastFacts = true
        let session = try SiteSession(configuration: configuration, options: options)
        self.session = session
        let context = Context(
            state: SiteState(), now: .now, language: configuration.screenLanguage, canWrite: !options.isReadOnly,
            glyphs: glyphs)
        app = App(context: context, keys: keys, desk: Desk(session, mailbox))
        app.takesKeys = !isWall
        Task.detached {
            await session.start { state in mailbox.post(.state(state)) }
            // Any other failure shows as the age of the journal, and passes.
            do throws(OperationFailure) { try await session.openedState() } catch {
                if error.area == "version" { mailbox.post(.fatal(error)) }
            }
        }
    }

    /// Ends the session. Waits a second at most: whoever quits is not kept by a slow disk.
    func close() {
        let session = session
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            await session.close()
            done.signal()
        }
        _ = done.wait(timeout: .now() + 1)
    }
}
