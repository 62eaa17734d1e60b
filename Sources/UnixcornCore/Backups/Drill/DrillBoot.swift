import Foundation
import XML

/// Starts a restored guest beside everything else: another name, no network, nothing of the host but its scratch disks. It
/// is gone when the connection is.
struct DrillBoot: Sendable {
    let hypervisor: Hypervisor
    let context: WorkContext
    let guest: String

    /// Seconds that it must stay up, if its agent says nothing before.
    var enough = 20.0

    func boot(_ xml: String, _ images: [String: String]) async throws -> Drill.Proof {
        let name = "\(guest.prefix(40))-drill-\(getpid())"
        let made = try DrillBoot.definition(xml, name: name, images)
        context.say(.bootingDrill(SafeText(guest)))
        let id: GuestID
        do { id = try await hypervisor.createTransient(xml: made) } catch {
            return proof(false, .noBoot(SafeText(error.message)))
        }
        let (isUp, answers) = await watch(id)
        if isUp {
            do { try await hypervisor.forceOff(id) } catch {
                context.log("\(SafeText(name)): \(SafeText(error.message))")
            }
        }
        return isUp ? proof(true, answers ? .agentAnswered : .stayedUp(Int(enough))) : proof(false, .wentDown)
    }

    private func proof(_ isRight: Bool, _ words: Phrase) -> Drill.Proof {
        Drill.Proof(kind: .boot, isRight: isRight, words: words)
    }

    private func watch(_ id: GuestID) async -> (isUp: Bool, answers: Bool) {
        let started = ContinuousClock.now
        while true {
            // One question that fails is no answer; the next second asks again.
            guard let guests = try? await hypervisor.guests() else { return (false, false) }
            guard let found = guests.first(where: { $0.id == id }), found.state == .running else {
                return (false, false)
            }
            if (try? await hypervisor.pingAgent(id, within: 1)) != nil { return (true, true) }
            if ContinuousClock.now - started > .seconds(enough) || context.isCancelled() { return (true, false) }
            // Cancelled: the next turn ends it.
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Devices that reach anything of the host or of the network.
    private static let removed: Set = [
        "interface", "hostdev", "graphics", "audio", "filesystem", "redirdev", "lease", "shmem", "tpm", "smartcard",
    ]

    static func definition(
        _ text: String, name: String, _ images: [String: String]
    ) throws(OperationFailure) -> String {
        let paths = images.mapValues { (path: $0, format: "raw") }
        let moved = try RestoredDomain.xml(text, paths: paths, newName: name, missing: [])
        var document: Document
        do { document = try Document(parsing: moved) } catch {
            throw OperationFailure(area: "xml", message: .badDomainInBackup(error.words))
        }
        document.root.change("devices") { devices in
            devices.children.removeAll { node in
                guard case .element(let device) = node else { return false }
                if removed.contains(device.name) { return true }
                switch device.name {
                case "disk": return device["target/@dev"].map { images[$0] == nil } ?? true
                // A file or a socket of the guest itself.
                case "serial", "console", "parallel": return device["@type"] != "pty"
                case "channel": return device["@type"] != "unix"
                default: return false
                }
            }
            devices.change("channel") { channel in
                channel.children.removeAll { if case .element(let part) = $0 { part.name == "source" } else { false } }
            }
        }
        return document.xml()
    }
}

extension Phrase {
    static func bootingDrill(_ guest: SafeText) -> Phrase {
        Phrase("starting \(guest) without a network", "démarrage de \(guest) sans réseau")
    }
    static func noBoot(_ why: SafeText) -> Phrase { Phrase("does not start: \(why)", "ne démarre pas : \(why)") }
    static let agentAnswered = Phrase("starts, and its agent answers", "démarre, et son agent répond")
    static func stayedUp(_ seconds: Int) -> Phrase {
        Phrase("starts and runs for \(seconds) s", "démarre et tourne pendant \(seconds) s")
    }
    static let wentDown = Phrase("started and went down again", "a démarré puis s’est arrêtée")
}
