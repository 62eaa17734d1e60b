extension Performer {
    /// A host's deeds.
    func perform(_ deed: HostDeed, _ source: GuestSource, _ context: WorkContext) async throws(OperationFailure) {
        switch deed {
        case .startAll: try await startAll(source, context)
        case .stopAll(let timeout, let force): try await stopAll(source, timeout: timeout, force: force, context)
        case .reboot(let timeout): try await leave("reboot", timeout, source, context)
        case .powerOff(let timeout): try await leave("poweroff", timeout, source, context)
        }
    }

    /// Starts every guest that starts automatically or has a place in the order, after what it depends on. A guest that
    /// fails keeps back those that depend on it, and nobody else.
    private func startAll(_ source: GuestSource, _ context: WorkContext) async throws(OperationFailure) {
        let guests = try await source.guestsByName()
        let plan = try startPlan(guests)
        var kept: [String: String] = [:]
        var failed: [SafeText] = []
        var hasCrashed = false
        for (name, missing) in plan.missing { kept[name] = missing.joined(separator: ", ") }
        for (place, entry) in plan.order.enumerated() {
            if context.isCancelled() { throw .cancelled }
            guard let guest = guests[entry.name], plan.wants(guest, among: guests), !guest.state.isActive else {
                continue
            }
            if let cause = kept[entry.name] {
                context.log("not starting \(SafeText(entry.name)): it needs \(SafeText(cause))")
                failed.append(SafeText(entry.name))
                for name in plan.dependents(of: entry.name) where kept[name] == nil { kept[name] = entry.name }
                continue
            }
            do throws(OperationFailure) {
                // Its process was kept for whoever looks into the crash: that evidence is not thrown away unasked.
                if guest.state == .crashed {
                    hasCrashed = true
                    throw OperationFailure(area: "state", message: .crashedAndKept(SafeText(entry.name)))
                }
                let progress = Double(place) / Double(plan.order.count)
                context.say(GuestDeed.start.tried(SafeText(entry.name)), progress)
                try await source.act(GuestDeed.start.tried(SafeText(entry.name)), within: 120) {
                    try await $0.start(guest.id)
                }
                await source.changed(.guest(host: source.host, id: guest.id, name: guest.name))
                try await pause(entry.delay, context)
            } catch {
                if error.area == "cancelled" { throw error }
                context.log(error.message.english)
                failed.append(SafeText(entry.name))
                for name in plan.dependents(of: entry.name) where kept[name] == nil { kept[name] = entry.name }
            }
        }
        guard failed.isEmpty else {
            throw .notAll(.notStarted(failed), hint: hasCrashed ? .hintForceOffCrashed : .hintSeeLog)
        }
    }

    private func startPlan(_ guests: [String: Guest]) throws(OperationFailure) -> StartPlan {
        do { return try StartPlan(guests.values.map(StartPlan.Entry.init)) } catch {
            switch error {
            case .cycle(let names):
                throw OperationFailure(
                    area: "configuration", message: .dependencyCircle(names.map { SafeText($0) }), hint: .hintCircle)
            }
        }
    }

    private func pause(_ seconds: Int, _ context: WorkContext) async throws(OperationFailure) {
        for _ in 0..<min(3600, max(0, seconds)) * 5 {
            if context.isCancelled() { throw .cancelled }
            do { try await Task.sleep(for: .milliseconds(200)) } catch { throw .cancelled }
        }
    }
}

extension Performer {
    /// Shuts guests down in the reverse order, those of one order together. What a guest that stays up depends on stays up
    /// as well, unless `force` turns it off.
    private func stopAll(
        _ source: GuestSource, timeout: Int, force: Bool, _ context: WorkContext
    ) async throws(OperationFailure) {
        let guests = try await source.guestsByName()
        let plan = try startPlan(guests)
        var needed: Set<String> = []
        var left: [SafeText] = []
        let groups = plan.stopGroups
        for (place, group) in groups.enumerated() {
            if context.isCancelled() { throw .cancelled }
            let active = group.compactMap { guests[$0] }.filter(\.state.isActive)
            let stoppable = active.filter { !needed.contains($0.name) }
            for guest in active where needed.contains(guest.name) { left.append(SafeText(guest.name)) }
            guard !stoppable.isEmpty else { continue }
            let names = stoppable.map(\.name).joined(separator: ", ")
            context.say(.shuttingDown(SafeText(names)), Double(place) / Double(groups.count))
            for name in await stop(stoppable, source, timeout: timeout, force: force, context) {
                left.append(SafeText(name))
                needed.formUnion(plan.needs(of: name))
            }
        }
        if context.isCancelled() { throw .cancelled }
        guard left.isEmpty else { throw .notAll(.notStopped(left), hint: .hintForceOff) }
    }

    /// Names of those that still run afterwards.
    private func stop(
        _ guests: [Guest], _ source: GuestSource, timeout: Int, force: Bool, _ context: WorkContext
    ) async -> [String] {
        await withTaskGroup(of: String?.self) { group in
            for guest in guests {
                group.addTask {
                    await stop(guest, source, timeout: timeout, force: force, context) ? nil : guest.name
                }
            }
            return await group.reduce(into: []) { left, name in if let name { left.append(name) } }.sorted()
        }
    }

    private func stop(
        _ guest: Guest, _ source: GuestSource, timeout: Int, force: Bool, _ context: WorkContext
    ) async -> Bool {
        let name = SafeText(guest.name)
        do throws(OperationFailure) {
            // A suspended or crashed guest hears no button.
            if guest.state != .paused || !force {
                try await shutDown(guest.id, name, seconds: Double(max(1, timeout)), source, context)
                return true
            }
        } catch {
            context.log(error.message.english)
            guard force, error.area != "cancelled" else { return false }
        }
        do throws(OperationFailure) {
            context.log(Phrase.forcingOff(name).english)
            try await source.act(.forcingOff(name)) { try await $0.forceOff(guest.id) }
            return true
        } catch {
            context.log(error.message.english)
            return false
        }
    }

    /// Stops all in order, then asks the system. Anything that still runs keeps the machine up.
    private func leave(
        _ verb: String, _ timeout: Int, _ source: GuestSource, _ context: WorkContext
    ) async throws(OperationFailure) {
        guard HostSource.isLocal(source.link.declaration.uri), !source.link.isInProcess else {
            throw OperationFailure(area: "host", message: .notThisMachine(SafeText(source.host.rawValue)), hint: nil)
        }
        try await stopAll(source, timeout: timeout, force: false, context)
        let program = source.link.declaration.powerProgram
        context.say(Phrase(verbatim: SafeText("\(program) \(verb)")), 1)
        let outcome = await Command.run(program, [verb], seconds: 30)
        guard outcome.status == 0 else {
            throw OperationFailure(
                area: "host", code: Int(outcome.status),
                message: .powerProgramFailed(SafeText(program), verb, SafeText(outcome.text)),
                hint: .hintRights)
        }
    }
}

extension StartPlan {
    /// Whether start-all is meant for this guest: it starts automatically, it has a place in the order, or one that is
    /// meant depends on it.
    func wants(_ guest: Guest, among guests: [String: Guest]) -> Bool {
        if guest.startsAutomatically || guest.profile.order != nil { return true }
        return dependents(of: guest.name).contains { name in
            guests[name].map { $0.startsAutomatically || $0.profile.order != nil } ?? false
        }
    }
}

extension GuestSource {
    /// All guests by name. libvirt lets no two guests of a host have one name.
    func guestsByName() async throws(OperationFailure) -> [String: Guest] {
        // Asked anew: a list that was read before the last deed may say what is no longer true.
        let listed = try await ask(.listingGuests, within: 20) { try await $0.guests() }
        return Dictionary(listed.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension OperationFailure {
    static func notAll(_ message: Phrase, hint: Phrase) -> OperationFailure {
        OperationFailure(area: "partly", message: message, hint: hint)
    }
}
