import Screen
import UnixcornCore

extension ActionTable {
    /// A new volume in the pool under the cursor.
    static let askNewVolume: @Sendable (Subject) -> Effect = { subject in
        guard let (object, _, pool) = subject.pools.first else { return .none }
        let formats = ["qcow2", "raw"]
        let fields = [
            FormField(
                "name", Phrase("name", "nom"), .text(),
                check: { name in
                    name.trimmed.isEmpty || name.contains("/")
                        ? Phrase("not empty, and no /", "non vide, et sans /") : nil
                }),
            FormField(
                "size", Phrase("size", "taille"), .size((1 << 20)...(1 << 50)),
                text: Units.exactSize(20 << 30, subject.context.language)),
            FormField("format", Phrase("format", "format"), .choice(formats.map { Phrase(verbatim: SafeText($0)) })),
        ]
        let free = subject.context.size(pool.available).string
        let title = Phrase("New volume in \(object.name)", "Nouveau volume dans \(object.name)")
        let lines = [
            subject.context.identity(of: object),
            Phrase("\(free) are free in this pool.", "\(free) sont libres dans cette réserve."),
        ]
        return .ask(
            Question(title: title, lines: lines, body: .form(fields)) { answer in
                guard case .filled(let form) = answer, let size = form.size("size") else { return .none }
                let deed = PoolDeed.createVolume(
                    name: form.text("name").trimmed, capacity: size, format: formats[form.choice("format")])
                return .submit([Operation(.pool(deed), on: object)])
            })
    }

    /// Another size for the volume under the cursor.
    static let askResize: @Sendable (Subject) -> Effect = { subject in
        guard let (object, _, volume) = subject.volumes.first else { return .none }
        let fields = [
            FormField(
                "size", Phrase("size", "taille"), .size((1 << 20)...(1 << 50)),
                text: Units.exactSize(volume.capacity, subject.context.language)),
            FormField(
                "shrink", Phrase("allow less", "autoriser moins"), .toggle,
                help: Phrase("what lies beyond the new size is lost", "ce qui dépasse la nouvelle taille est perdu")),
        ]
        let title = Phrase("Resize \(object.name)", "Redimensionner \(object.name)")
        return .ask(
            Question(title: title, lines: [subject.context.identity(of: object)], body: .form(fields)) { answer in
                guard case .filled(let form) = answer, let size = form.size("size"), size != volume.capacity else {
                    return .none
                }
                let deed = VolumeDeed.resize(capacity: size, previous: volume.capacity, shrink: form.isOn("shrink"))
                return .submit([Operation(.volume(deed), on: object)])
            })
    }
}
