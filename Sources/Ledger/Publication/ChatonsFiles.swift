import Text

/// The files of the CHATONS statistics (ChatonsInfos, read by StatoolInfos): one of the organisation, one a service, one
/// of each service's metrics.
///
/// Seen in a source: every `organization`, `service`, `software` and `host` name here (YunoHost's chatonsinfos_ynh), the
/// `file` names (StatoolInfos, GENERAL.md), `metrics.http.visits.humans.YEAR.months` with commas (announcement of
/// ChatonsInfos 0.4). GENERAL.md, older, parts lists with semicolons. Not seen: `Metrics` as a class, the name for
/// accounts, any name for money or uptime; so money and uptime are in no file, accounts only where they are asked for.
struct ChatonsFiles {
    let organization: OrganizationFields
    let services: [ServiceFields]
    let figures: PublicFigures
    let options: TransparencyOptions

    /// By name.
    var files: [PublishedFile] {
        var files = [PublishedFile(name: "organization.properties", text: organizationText)]
        for service in services {
            let metrics = metrics(service.key)
            let sub = metrics.isEmpty ? [] : [link(service.key + "-metrics")]
            files.append(
                PublishedFile(
                    name: service.key + ".properties",
                    text: text("Service", [("Service", service.properties), ("Subs", sub)])))
            if !metrics.isEmpty {
                files.append(
                    PublishedFile(
                        name: service.key + "-metrics.properties", text: text("Metrics", [("Metrics", metrics)])))
            }
        }
        return files
    }

    private var organizationText: String {
        text(
            "Organization",
            [("Organisation", organization.properties), ("Subs", services.map { link($0.key) })])
    }

    private func link(_ key: String) -> ChatonsProperty {
        ChatonsProperty("subs.\(key)", options.address + "/" + key + ".properties", .url)
    }

    private func text(_ kind: String, _ parts: [(name: String, properties: [ChatonsProperty])]) -> String {
        let seconds = options.made.microseconds / 1_000_000
        let (day, clock) = (Int(seconds / 86400), Int(seconds % 86400))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(clock / 3600)):\(two(clock / 60 % 60)):\(two(clock % 60))"
        let head = [
            ChatonsProperty("file.class", kind), ChatonsProperty("file.protocol", "ChatonsInfos-0.4"),
            ChatonsProperty("file.datetime", CivilDate(daysSinceEpoch: day).iso8601 + "T" + time),
            ChatonsProperty("file.generator", "unixcorn"),
        ]
        return ([("File", head)] + parts).map { name, properties in
            let given = properties.filter { !$0.value.isEmpty }
            return given.isEmpty ? "" : "# [\(name)]\n" + given.map { $0.line + "\n" }.joined()
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func metrics(_ key: String) -> [ChatonsProperty] {
        guard let service = figures.services.first(where: { $0.key == key }) else { return [] }
        var lines = years("metrics.http.visits.humans", figures.visits(service))
        if options.withUnconfirmedNames, let last = figures.months.indices.last {
            let counts = figures.months.indices.map { $0 == last ? PublishedCount(service.accounts) : .absent }
            lines += years("metrics.service.accounts", counts)
        }
        return lines
    }

    /// A list of months a year, from January on; what is held back or not known is an empty cell, and so is what comes
    /// before the figures. Empty cells at the end are left away, and lists without a number.
    private func years(_ name: String, _ counts: [PublishedCount]) -> [ChatonsProperty] {
        var cells: [Int: [String]] = [:]
        for (month, count) in zip(figures.months, counts) {
            guard let value = count.value else { continue }
            var year = cells[month.year] ?? []
            year += Array(repeating: "", count: max(0, month.month - year.count))
            year[month.month - 1] = String(value)
            cells[month.year] = year
        }
        return cells.sorted { $0.key < $1.key }.map {
            ChatonsProperty("\(name).\($0.key).months", $0.value.joined(separator: String(options.separator.rawValue)))
        }
    }
}
