import Screen
import UnixcornCore

/// One line of a detail: a label and a value.
struct Fact: Sendable {
    var label: Phrase
    var value: SafeText
    var style = Style(.text)
}

extension Context {
    /// What is known of a guest, the most asked first.
    func facts(of guest: Guest, on host: HostState) -> [Fact] {
        identity(of: guest, on: host) + resources(of: guest) + reports(of: guest)
    }

    private func identity(of guest: Guest, on host: HostState) -> [Fact] {
        let look = guest.look
        let reason = guest.reason.isEmpty ? "" : " (\(guest.reason))"
        var facts = [
            Fact(label: Phrase("state", "état"), value: SafeText(state(look).string + reason), style: Style(look.role))
        ]
        if let silent = guest.silentSince {
            facts.append(
                Fact(
                    label: Phrase("silent since", "muette depuis"), value: SafeText(silent.clock),
                    style: Style(.critical)))
        }
        if !guest.title.isEmpty { facts.append(Fact(label: Phrase("title", "titre"), value: SafeText(guest.title))) }
        facts.append(
            Fact(
                label: Phrase("kind", "nature"), value: guest.profile.kind.isEmpty ? "-" : SafeText(guest.profile.kind))
        )
        facts.append(Fact(label: Phrase("up for", "en marche"), value: since(guest.startedAt)))
        facts.append(
            Fact(label: Phrase("autostart", "démarrage auto"), value: yesNo(guest.startsAutomatically)))
        let order = guest.profile.order.map { String($0) } ?? "-"
        let delay = guest.profile.startDelay > 0 ? " +\(guest.profile.startDelay) s" : ""
        let after = guest.profile.dependsOn.isEmpty ? "" : " ← " + guest.profile.dependsOn.joined(separator: ", ")
        facts.append(Fact(label: Phrase("start order", "ordre"), value: SafeText(order + delay + after)))
        if !guest.isPersistent {
            facts.append(
                Fact(label: Phrase("definition", "définition"), value: say(Phrase("not stored", "non enregistrée"))))
        }
        return facts
    }

    private func resources(of guest: Guest) -> [Fact] {
        let used = guest.usedMemory ?? guest.residentMemory
        let share = used.map { guest.memory == 0 ? 0 : Double($0) / Double(guest.memory) }
        let memory = SafeText(
            [
                used.map { size($0).string + " /" }, size(guest.memory).string,
                guest.maximumMemory == guest.memory ? nil : "(max \(size(guest.maximumMemory)))",
            ]
            .compactMap { $0 }
            .joined(separator: " "))
        return [
            Fact(
                label: Phrase("memory", "mémoire"), value: memory, style: Style(roleOfShare(share ?? 0, warning: 0.9))),
            Fact(
                label: Phrase("processors", "processeurs"),
                value: SafeText(
                    "\(guest.vcpus)" + (guest.maximumVCPUs == guest.vcpus ? "" : " (max \(guest.maximumVCPUs))")
                        + "  \(percent(guest.cpuShare))"),
                style: Style(roleOfShare(guest.cpuShare ?? 0, warning: 0.9))),
        ]
    }

    private func reports(of guest: Guest) -> [Fact] {
        var facts: [Fact] = []
        let agent: Phrase =
            switch guest.agent.state {
            case .connected: Phrase("connected", "connecté")
            case .disconnected: Phrase("not connected", "non connecté")
            case .none: Phrase("none", "aucun")
            }
        facts.append(Fact(label: Phrase("guest agent", "agent"), value: say(agent)))
        if let system = guest.agent.system {
            facts.append(Fact(label: Phrase("system", "système"), value: SafeText(system)))
        }
        if let name = guest.agent.hostname {
            facts.append(Fact(label: Phrase("host name", "nom d’hôte"), value: SafeText(name)))
        }
        if let recorded = guest.recordedAt {
            facts.append(
                Fact(
                    label: Phrase("as recorded", "relevé"),
                    value: say(.age(since(recorded).string)), style: Style(.dim)))
        }
        for screen in guest.graphics where !screen.address.isEmpty {
            facts.append(Fact(label: Phrase("screen", "écran"), value: SafeText("\(screen.kind) \(screen.address)")))
        }
        for port in guest.consoles {
            facts.append(Fact(label: Phrase("serial", "série"), value: SafeText("\(port.kind) \(port.path)")))
        }
        let machine = [guest.virtualization, guest.architecture, guest.machine].filter { !$0.isEmpty }
        if !machine.isEmpty {
            facts.append(Fact(label: Phrase("machine", "machine"), value: SafeText(machine.joined(separator: " "))))
        }
        if !guest.profile.tags.isEmpty {
            facts.append(
                Fact(label: Phrase("tags", "étiquettes"), value: SafeText(guest.profile.tags.joined(separator: " "))))
        }
        if !guest.profile.notes.isEmpty {
            facts.append(Fact(label: Phrase("notes", "notes"), value: SafeText(guest.profile.notes)))
        }
        facts.append(Fact(label: Phrase("UUID", "UUID"), value: SafeText(guest.id.rawValue), style: Style(.dim)))
        return facts
    }
}

/// Draws facts as two columns, labels dim. Returns the rows used.
@discardableResult
func drawFacts(_ facts: [Fact], _ context: Context, in area: Rect, on canvas: inout Canvas) -> Int {
    let labels = facts.map { context.say($0.label) }
    let width = min(labels.map(\.width).max() ?? 0, area.columns / 2)
    canvas.within(area) { canvas in
        for (row, fact) in facts.enumerated() where row < area.rows {
            canvas.put(labels[row], at: Point(0, row), Style(.dim), width: width)
            canvas.put(fact.value, at: Point(width + 2, row), fact.style, width: max(0, area.columns - width - 2))
        }
    }
    return min(facts.count, area.rows)
}
