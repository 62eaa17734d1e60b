import Testing

@Suite("The walls between the modules")
struct LayeringTests {
    /// What each module may import. What is not listed is a breach.
    static let allowed: [String: Set<String>] = [
        "Text": ["Glibc"],
        "XML": ["CXML2", "Text", "Glibc"],
        "JSON": ["Glibc"],
        "Digest": ["CCrypto", "Glibc"],
        "AccessLog": ["CZlib", "Text", "Glibc"],
        "Hypervisor": ["CLibvirt", "Text", "XML", "Glibc", "Dispatch", "Synchronization"],
        "Ledger": ["Digest", "JSON", "Text", "GRDB", "FoundationEssentials", "Glibc"],
        "NBD": ["CNbd", "Digest", "Text", "Glibc", "Dispatch", "Synchronization"],
        "PacketFilter": [
            "CNftables", "CNetlink", "JSON", "Text", "Glibc", "Dispatch", "Synchronization", "FoundationEssentials",
        ],
        "Restic": ["CZstd", "Digest", "Text", "Glibc", "Dispatch", "Synchronization", "FoundationEssentials"],
        "Transfer": ["CCurl", "Text", "Glibc", "Synchronization", "Dispatch"],
        "Screen": ["CNcurses", "CGuard", "Text", "Glibc", "Synchronization"],
        "UnixcornCore": [
            "AccessLog",
            "Hypervisor", "Ledger", "NBD", "PacketFilter", "Restic", "Transfer", "Text", "XML", "JSON", "Digest",
            "GRDB",
            "GRDBSQLite", "TOMLKit", "Foundation", "Glibc",
            "Synchronization", "Dispatch",
        ],
        "unixcorn": [
            "UnixcornCore", "Screen", "CGuard", "ArgumentParser", "Foundation", "Glibc", "Synchronization", "Dispatch",
        ],
    ]

    @Test("each module imports only what it may", arguments: allowed.keys.sorted())
    func imports(module: String) {
        let files = SourceTree.sources.filter { $0.module == module }
        #expect(!files.isEmpty)
        for file in files {
            let breaches = file.imports.subtracting(LayeringTests.allowed[module] ?? [])
            #expect(breaches.isEmpty, "\(file.name) imports \(breaches.sorted().joined(separator: ", "))")
        }
    }

    @Test("every module that has Swift files is in the table")
    func table() {
        #expect(Set(SourceTree.sources.map(\.module)) == Set(LayeringTests.allowed.keys))
    }

    @Test("a pane names no wrapper, no C module and no actor of Core")
    func panes() {
        for file in SourceTree.sources
        where file.name.hasPrefix("unixcorn/Panes/") || file.name.hasPrefix("unixcorn/Actions/") {
            #expect(file.imports.isSubset(of: ["UnixcornCore", "Screen"]), "\(file.name)")
            for word in ["SiteSession", "JobRunner", "StateStore", "await "] {
                #expect(!file.text.contains(word), "\(file.name) names \(word)")
            }
        }
    }

    @Test("only the dispatcher submits operations")
    func dispatcher() {
        let doors: Set = [
            "unixcorn/App/App+Effects.swift", "unixcorn/App/Desk.swift", "unixcorn/App/Desk+Session.swift",
        ]
        for file in SourceTree.sources where file.module == "unixcorn" && !file.name.hasPrefix("unixcorn/Commands/") {
            let submits = file.text.contains("desk.submit") || file.text.contains("session.submit")
            #expect(doors.contains(file.name) || !submits, "\(file.name)")
        }
    }

    @Test("no file is longer than 400 lines")
    func size() {
        for file in SourceTree.sources { #expect(file.lines.count <= 400, "\(file.name): \(file.lines.count)") }
    }

    @Test("nothing can trap on purpose")
    func traps() {
        for file in SourceTree.sources {
            for word in ["try!", "fatalError(", "as! ", "preconditionFailure("] {
                #expect(!file.text.contains(word), "\(file.name) has \(word)")
            }
        }
    }

    @Test("unchecked sharing stays in a short list")
    func sharing() {
        let files = SourceTree.sources.filter {
            $0.text.contains("@unchecked Sendable") || $0.text.contains("nonisolated(unsafe)")
        }
        for file in files {
            #expect(
                ["Digest", "Hypervisor", "NBD", "PacketFilter", "Restic", "Screen"].contains(file.module),
                "\(file.name)")
        }
    }
}
