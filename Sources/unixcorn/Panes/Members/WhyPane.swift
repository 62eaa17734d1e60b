import Screen
import UnixcornCore

/// Why one account stands where it stands, on one screen.
struct WhyPane: Pane {
    let object: ObjectRef
    private var top = 0
    private var height = 1

    init(_ object: ObjectRef) { self.object = object }

    func title(_ context: Context) -> SafeText { context.say(Phrase("why", "pourquoi")) + " " + object.name }

    func selected(_ context: Context) -> [Selected] { [.object(object)] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .up: top -= 1
        case .down: top += 1
        case .pageUp: top -= height
        case .pageDown: top += height
        case .top: top = 0
        case .bottom: top = .max / 2
        case .enter: return .open(MemberPane(object))
        default: break
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let room = canvas.bounds.inset(1, 0)
        guard let (service, member) = context.member(object) else { return drawGone(object, context, on: &canvas) }
        let account = member.known.account
        let (head, body) = room.splitTop(room.rows >= 20 ? 2 : 1)
        let name = SafeText(account.displayName)
        canvas.put(
            object.name + (name.isEmpty ? "" : "  " + name), at: Point(head.column, head.row), Style(.title, .bold),
            width: head.columns)
        let facts = WrappedFacts(context.why(service, member), context, width: min(body.columns, 110))
        height = max(1, body.rows)
        top = max(0, min(top, facts.count - body.rows))
        facts.draw(from: top, in: body, on: &canvas)
    }
}

/// Where an account is no longer listed.
func drawGone(_ object: ObjectRef, _ context: Context, on canvas: inout Canvas) {
    let words = Phrase("\(object.name) is no longer listed", "\(object.name) n’est plus listé")
    canvas.put(context.say(words), at: Point(1, 1), Style(.warning), width: canvas.bounds.columns - 2)
}
