import Foundation

/// Answers to questions that are too large or too rare for the state. All of them may wait for a disk or for libvirt.
extension SiteSession {
    /// Answers one `Lookup`. Never throws: a failure is an answer too.
    public func look(up question: Lookup) async -> LookupAnswer {
        do throws(OperationFailure) {
            switch question {
            case .guestXML(let object, let stored):
                return .text(try await xml(of: object, stored: stored))
            case .guestLog(let object): return .text(try await guestLog(object))
            case .serialLog(let object): return .text(try await serialLog(object))
            case .hostJournal(let host): return .text(try await hostJournal(host))
            case .jobLog(let job): return .text(try await jobLog(job))
            case .journal(let before): return .journal(try await journalPage(before: before))
            case .backup(let id): return .backup(try await content(ofBackup: id))
            case .restorePlan(let order): return .restorePlan(try await plan(order))
            case .policyText: return .text(try policyText())
            case .policyProblems(let text): return .problems(policyProblems(of: text))
            case .pendingPolicy: return .pendingPolicy(try pendingPolicy())
            case .explain(let questions): return .packets(try await explain(questions))
            case .openings(let guest): return .openings(try await openings(of: guest))
            case .memberPlan(let service): return try await memberPlan(service)
            case .importPreview(let file, let account): return try importPreview(file, account)
            case .memberDeletion(let account): return try await memberDeletion(account)
            }
        } catch {
            return .failed(error)
        }
    }

    /// Without passwords, whatever the connection may read: this text is shown, edited and journaled. Those that are there
    /// are put back when a definition is stored.
    private func xml(of object: ObjectRef, stored: Bool) async throws(OperationFailure) -> String {
        let (source, id) = try guest(object)
        return try await source.ask(.readingXML(object.name)) { try await $0.xml(of: id, stored: stored) }
    }

    /// Opens a guest's serial console (`virDomainOpenConsole`), on a connection of its own.
    /// - Parameter force: takes it from whoever has it open.
    public func openConsole(of object: ObjectRef, alias: String? = nil, force: Bool = false)
        async throws(OperationFailure) -> GuestConsole
    {
        let (source, id) = try guest(object)
        let stream = try await source.act(.openingConsole(object.name), within: 10) {
            try await $0.openConsole(of: id, alias: alias, force: force)
        }
        let name = object.name
        return GuestConsole(
            output: stream.bytes, send: { stream.send($0) }, close: { stream.close() },
            failure: { stream.failure.map { OperationFailure($0, tried: .openingConsole(name)) } })
    }

    func guest(_ object: ObjectRef) throws(OperationFailure) -> (GuestSource, GuestID) {
        guard case .guest(let host, let id, _) = object, let source = sources[host] else { throw .unknown(object) }
        return (source, id)
    }
}

extension SiteSession {
    private func guestLog(_ object: ObjectRef) async throws(OperationFailure) -> String {
        let (source, id) = try guest(object)
        let uri = source.link.declaration.uri
        guard let name = await source.guest(id)?.name, !name.contains("/"), name != ".." else { throw .unknown(object) }
        guard let folder = LogFolder.ofGuests(uri: uri) else { throw .notHere(.logOf(object.name), source.host) }
        return try tail(folder + "/" + name + ".log", .logOf(object.name))
    }

    private func serialLog(_ object: ObjectRef) async throws(OperationFailure) -> String {
        let (source, id) = try guest(object)
        guard HostSource.isLocal(source.link.declaration.uri) else {
            throw .notHere(.serialLogOf(object.name), source.host)
        }
        guard let path = await source.guest(id)?.consoles.compactMap(\.log).first else {
            throw OperationFailure(area: "state", message: .noSerialLog(object.name), hint: .hintSerialLog)
        }
        return try tail(path, .serialLogOf(object.name))
    }

    private func hostJournal(_ host: HostID) async throws(OperationFailure) -> String {
        guard let source = sources[host], HostSource.isLocal(source.link.declaration.uri) else {
            throw .notHere(.hostJournal, host)
        }
        let program = "/usr/bin/journalctl"
        if FileManager.default.isExecutableFile(atPath: program) {
            let outcome = await Command.run(program, ["-n", "500", "--no-pager", "-o", "short-iso"], seconds: 10)
            if outcome.status == 0, outcome.text.contains("\n"), !outcome.text.hasPrefix("No journal files") {
                return outcome.text
            }
        }
        return try tail("/var/log/syslog", .hostJournal)
    }

    private func tail(_ path: String, _ what: Phrase) throws(OperationFailure) -> String {
        do { return try FileTail.read(path) } catch {
            throw OperationFailure(
                area: "file", code: Int(error.code), message: .cannotReadFile(what, SafeText(path), error.reason),
                hint: error.code == EACCES ? .hintReadRight : nil)
        }
    }
}

/// Where libvirt keeps QEMU's logs.
enum LogFolder {
    /// Nil where the guests are on another machine, or where the driver runs no QEMU.
    static func ofGuests(uri: String) -> String? {
        guard HostSource.isLocal(uri), uri.hasPrefix("qemu") else { return nil }
        if uri.hasPrefix("qemu:///embed") {
            guard let root = uri.split(separator: "root=").dropFirst().first?.prefix(while: { $0 != "&" }) else {
                return nil
            }
            return root + "/log/qemu"
        }
        if uri.hasSuffix("/session") {
            let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
            let cache = ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? home + "/.cache"
            return cache + "/libvirt/qemu/log"
        }
        return "/var/log/libvirt/qemu"
    }
}
