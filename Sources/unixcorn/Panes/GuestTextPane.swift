import Screen
import UnixcornCore

/// A guest's texts: its XML as it runs and as it is stored, QEMU's log, the last serial output.
struct GuestTextPane: Pane {
    enum Topic: Sendable {
        case xml, log
    }

    let object: ObjectRef
    private let topic: Topic
    private var tab = 0
    private var view = TextReader()
    private var isWaiting = true

    init(_ topic: Topic, of object: ObjectRef) {
        self.topic = topic
        self.object = object
    }

    private var tabs: [(words: Phrase, lookup: Lookup)] {
        switch topic {
        case .xml:
            [
                (Phrase("now", "en cours"), .guestXML(object, stored: false)),
                (Phrase("next boot", "prochain démarrage"), .guestXML(object, stored: true)),
            ]
        case .log:
            [(Phrase("QEMU", "QEMU"), .guestLog(object)), (Phrase("serial", "série"), .serialLog(object))]
        }
    }

    func title(_ context: Context) -> SafeText {
        object.name + " " + (topic == .xml ? "XML" : context.say(Phrase("logs", "journaux")))
    }

    func opening(_ context: Context) -> Effect { .look(tabs[tab].lookup) }

    func selected(_ context: Context) -> [Selected] { [.object(object)] }

    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == tabs[tab].lookup else { return }
        isWaiting = false
        view.show(answer.lines(context), follow: topic == .log)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        view.take(key) ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .nextTab, .previousTab:
            tab = (tab + (command == .nextTab ? 1 : tabs.count - 1)) % tabs.count
            isWaiting = true
            return .look(tabs[tab].lookup)
        default:
            view.perform(command)
            return .none
        }
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (head, body) = canvas.bounds.splitTop(1)
        drawTabs(tabs.map { context.say($0.words) }, current: tab, in: head, on: &canvas)
        if isWaiting {
            canvas.put(context.say(.waiting), at: Point(1, body.row), Style(.dim))
        } else {
            canvas.within(body) { view.draw(context, on: &$0) }
        }
    }
}

extension LookupAnswer {
    /// The answer as lines to show; an error says what went wrong and what to do.
    func lines(_ context: Context) -> [SafeText] {
        switch self {
        case .text(let text) where text.isEmpty: [context.say(.emptyText)]
        case .text(let text): SafeText.lines(of: text)
        case .journal, .backup, .restorePlan, .problems, .pendingPolicy, .packets, .openings, .memberPlan,
            .importPreview:
            []
        case .failed(let failure): [context.say(failure.message)] + (failure.hint.map { [context.say($0)] } ?? [])
        }
    }
}

/// A row of tabs, the current one in brackets: colours alone tell nothing on a screen that has none.
func drawTabs(_ words: [SafeText], current: Int, in area: Rect, on canvas: inout Canvas) {
    canvas.within(area) { canvas in
        var column = 1
        for (index, word) in words.enumerated() {
            let style = index == current ? Style(.columnSorted, .bold) : Style(.dim)
            let text = index == current ? "[" + word + "]" : " " + word + " "
            column += canvas.put(text, at: Point(column, 0), style) + 1
        }
    }
}
