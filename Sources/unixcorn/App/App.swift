import Screen
import UnixcornCore

/// The console's state and its reactions: keys and mail in, canvases out. It knows no terminal and waits for nothing.
///
/// Everything that is done is done by `act(on:)`: panes and actions only return effects.
final class App {
    var context: Context
    let keys: KeyMap
    let desk: Desk
    /// What only the front end can do; a screen without a terminal leaves them as they are.
    var frontEnd = FrontEnd()

    private(set) var place: PaneID
    /// The main panes that were visited, with their cursors.
    var mains: [PaneID: any Pane] = [:]
    /// Panes opened on top of the main one.
    var opened: [any Pane] = []
    var overlay: Overlay?
    /// What the entries of the palette do, in their order.
    var paletteChoices: [Effect] = []
    /// Keys of a sequence that is not complete.
    var pending: [Key] = []
    var toasts = Toasts()
    /// Jobs that this console asked for, until their end was told.
    var awaited: [JobID: UnixcornCore.Operation] = [:]
    /// Texts that libvirt may refuse: kept until it took them.
    var drafts: [JobID: Draft] = [:]
    /// The text that was just sent, until its job has a number; and the one that libvirt refused.
    var draft: Draft?
    var refusedDraft: Draft?
    var console: GuestConsole?
    /// By host, the number of the question for a password that was put last.
    var answeredLogins: [HostID: Int] = [:]
    /// Requests without an answer: what a screen without a terminal waits for.
    var unanswered = 0
    var wantsToQuit = false
    /// False on the wall: then nothing on the screen names a key.
    var takesKeys = true
    /// Why the console cannot go on, once it cannot.
    var fatal: OperationFailure?
    /// A theme to change to; the loop takes it.
    var wantedTheme: String?
    /// The key that is being handled: a dialog that it opens must not be confirmed by it.
    var lastKey: Key?
    /// How long the loop may sleep when nothing comes, in milliseconds: until a toast goes, an age or a wait grows, or the
    /// clock shows another minute.
    var patience: Int {
        guard toasts.isEmpty else { return 250 }
        let now = Moment.now
        if let ends = context.state.firewall.trialEnds, ends > now {
            // A countdown: to the moment when its number changes.
            return max(10, Int(ends.seconds(since: now).truncatingRemainder(dividingBy: 1) * 1000) + 5)
        }
        let isAtRest = context.state.hosts.allSatisfy { if case .connected = $0.connection { true } else { false } }
        let isYoung = context.state.sources.values.allSatisfy { health in
            health.condition == .notOffered || health.lastGood.map { now.seconds(since: $0) <= health.period } ?? false
        }
        guard isAtRest, isYoung else { return 1000 }
        return min(5000, 60_000 - Int(now.microseconds / 1000 % 60_000))
    }

    init(context: Context, keys: KeyMap, desk: Desk, place: PaneID = .overview) {
        self.context = context
        self.keys = keys
        self.desk = desk
        self.place = place
        mains[place] = Panes.entry(place)?.make()
    }

    /// The pane on screen.
    var top: any Pane {
        get { opened.last ?? mains[place] ?? OverviewPane() }
        set {
            if opened.isEmpty { mains[place] = newValue } else { opened[opened.count - 1] = newValue }
        }
    }

    /// What actions would act on.
    var subject: Subject { Subject(selected: top.selected(context), context: context) }

    /// The groups of actions in reach, the nearest first.
    var scopes: [Action.Scope] { subject.scopes + [.list, .general] }

    /// Shows a main pane. What was opened on top of the last one is closed.
    func go(to id: PaneID) {
        opened = []
        place = id
        if mains[id] == nil, let made = Panes.entry(id)?.make() {
            mains[id] = made
            top.update(context)
            act(on: top.opening(context))
        }
        top.update(context)
    }

    /// Takes one key.
    func handle(_ key: Key) {
        lastKey = key
        if key == .hangUp { wantsToQuit = true }
        if overlay != nil {
            handleInOverlay(key)
            return
        }
        // Esc takes messages away, beside what else it does.
        if key == .escape { toasts.dismiss() }
        if let effect = top.take(key, context) {
            pending = []
            act(on: effect)
            return
        }
        switch keys.meaning(of: key, after: pending, in: scopes) {
        case .more: pending.append(key)
        case .action(let action):
            pending = []
            run(action)
        case .nothing: pending = []
        }
    }

    /// Runs an action on what is selected. The one place where read-only is decided for actions.
    func run(_ action: Action) {
        let subject = subject
        if action.needsWrite, !context.canWrite { return say(.readOnly, isError: true) }
        if !action.applies(subject) {
            let name = subject.objects.first?.name
            return say(name.map { .doesNotApply(action, $0) } ?? .nothingSelected, isError: true)
        }
        act(on: action.effect(subject))
    }

    func say(_ words: Phrase, isError: Bool) {
        toasts.add(words, isError: isError, until: context.now.adding(seconds: isError ? 12 : 4))
    }

    /// Moves the clock: toasts go, ages grow. Tells whether anything on screen may look different.
    func tick(_ now: Moment) {
        context.now = now
        toasts.expire(now)
    }
}
