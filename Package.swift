// swift-tools-version: 6.2
import PackageDescription

/// Every target: Swift 6 mode with the three upcoming features that keep module walls honest.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
/// Targets that import no C also refuse every unmarked unsafe expression.
let safe: [SwiftSetting] = house + [.strictMemorySafety()]

let package = Package(
    name: "unixcorn",
    products: [
        .library(name: "AccessLog", targets: ["AccessLog"]),
        .library(name: "UnixcornCore", targets: ["UnixcornCore"]),
        .library(name: "Hypervisor", targets: ["Hypervisor"]),
        .library(name: "Ledger", targets: ["Ledger"]),
        .library(name: "NBD", targets: ["NBD"]),
        .library(name: "PacketFilter", targets: ["PacketFilter"]),
        .library(name: "Restic", targets: ["Restic"]),
        .library(name: "Transfer", targets: ["Transfer"]),
        .executable(name: "unixcorn", targets: ["unixcorn"]),
        .executable(name: "unixcorn-guard", targets: ["unixcorn-guard"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        // C libraries: module map and shim, no logic.
        .systemLibrary(name: "CLibvirt", providers: [.apt(["libvirt-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CNbd", pkgConfig: "libnbd", providers: [.apt(["libnbd-dev"])]),
        .systemLibrary(name: "CNftables", providers: [.apt(["libnftables-dev"])]),
        .systemLibrary(name: "CNetlink", pkgConfig: "libmnl", providers: [.apt(["libmnl-dev"])]),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // What must be C: the terminal guard, its signal handlers, the wake descriptor, the allocator's limits.
        .target(name: "CGuard"),
        .executableTarget(name: "unixcorn-guard", dependencies: ["CGuard"]),
        // Leaves.
        .target(name: "Text", swiftSettings: safe),
        .target(name: "XML", dependencies: ["CXML2", "Text"], swiftSettings: house),
        .target(name: "JSON", swiftSettings: safe),
        .target(name: "Digest", dependencies: ["CCrypto"], swiftSettings: house),
        // Wrappers.
        .target(name: "AccessLog", dependencies: ["CZlib", "Text"], swiftSettings: house),
        .target(name: "Hypervisor", dependencies: ["CLibvirt", "Text", "XML"], swiftSettings: house),
        .target(name: "Screen", dependencies: ["CNcurses", "CGuard", "Text"], swiftSettings: house),
        .target(
            name: "Ledger", dependencies: ["Digest", "JSON", "Text", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: safe),
        .target(name: "NBD", dependencies: ["CNbd", "Digest", "Text"], swiftSettings: house),
        .target(
            name: "PacketFilter", dependencies: ["CNftables", "CNetlink", "JSON", "Text"], swiftSettings: house),
        .target(name: "Restic", dependencies: ["CZstd", "Digest", "Text"], swiftSettings: house),
        .target(name: "Transfer", dependencies: ["CCurl", "Text"], swiftSettings: house),
        // The library and the console.
        .target(
            name: "UnixcornCore",
            dependencies: [
                "AccessLog", "Hypervisor", "Ledger", "NBD", "PacketFilter", "Restic", "Transfer", "Text", "XML", "JSON",
                "Digest",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ], swiftSettings: safe),
        .executableTarget(
            name: "unixcorn",
            dependencies: [
                "UnixcornCore", "Screen", "Text", "CGuard",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: safe),
        // Tests mirror Sources; TestSupport has the pseudo-terminal, the temporary folders and the processes they share.
        .target(
            name: "TestSupport", dependencies: ["Screen", "CGuard", "Text"], path: "Tests/Support", swiftSettings: house
        ),
        .executableTarget(
            name: "screen-fixture", dependencies: ["Screen", "Text"], path: "Tests/Fixtures/screen-fixture",
            swiftSettings: house),
        .testTarget(name: "LayeringTests", swiftSettings: house),
        .testTarget(name: "TextTests", dependencies: ["Text"], swiftSettings: house),
        .testTarget(name: "XMLTests", dependencies: ["XML", "Text"], swiftSettings: house),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: house),
        .testTarget(name: "DigestTests", dependencies: ["Digest"], swiftSettings: house),
        .testTarget(
            name: "ResticTests", dependencies: ["Restic", "Digest", "Text", "TestSupport"], swiftSettings: house),
        .testTarget(name: "TransferTests", dependencies: ["Transfer", "Text", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "AccessLogTests", dependencies: ["AccessLog", "Text", "TestSupport"], swiftSettings: house),
        .executableTarget(
            name: "visit-bench", dependencies: ["AccessLog", "Text"], path: "Tests/Fixtures/visit-bench",
            swiftSettings: safe),
        .executableTarget(
            name: "ledger-bench", dependencies: ["Ledger", "Text", "UnixcornCore"],
            path: "Tests/Fixtures/ledger-bench", swiftSettings: house),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "Digest", "JSON", "Text", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["FiscalFile/fec-check"],
            swiftSettings: house),
        .testTarget(
            name: "HypervisorTests", dependencies: ["Hypervisor", "XML", "Text", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "NBDTests", dependencies: ["Digest", "NBD", "Text", "TestSupport", "nbd-bench"], swiftSettings: house),
        .executableTarget(
            name: "nbd-bench", dependencies: ["NBD"], path: "Tests/Fixtures/nbd-bench", swiftSettings: house),
        .testTarget(
            name: "PacketFilterTests", dependencies: ["PacketFilter", "Text", "TestSupport", "packet-bench"],
            swiftSettings: house),
        .executableTarget(
            name: "packet-bench", dependencies: ["PacketFilter", "UnixcornCore"], path: "Tests/Fixtures/packet-bench",
            exclude: ["site"], swiftSettings: safe),
        .testTarget(
            name: "ScreenTests", dependencies: ["Screen", "Text", "TestSupport", "screen-fixture", "unixcorn-guard"],
            swiftSettings: house),
        .testTarget(
            name: "UnixcornCoreTests",
            dependencies: [
                "UnixcornCore", "Hypervisor", "Ledger", "PacketFilter", "Restic", "JSON", "XML", "Digest", "Text",
                "TestSupport", "work-fixture", "packet-bench",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "work-fixture", dependencies: ["UnixcornCore"], path: "Tests/Fixtures/work-fixture",
            swiftSettings: safe),
        .executableTarget(
            name: "scale-bench", dependencies: ["CLibvirt", "Hypervisor"], path: "Tests/Fixtures/scale-bench",
            swiftSettings: house),
        .executableTarget(
            name: "index-bench", dependencies: ["Restic"], path: "Tests/Fixtures/index-bench", swiftSettings: house),
        .testTarget(
            name: "unixcornTests",
            dependencies: [
                "unixcorn", "unixcorn-guard", "UnixcornCore", "Hypervisor", "Screen", "Text", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                "work-fixture",
            ],
            exclude: ["Screens"],
            swiftSettings: house),
        .testTarget(
            name: "LabTests",
            dependencies: [
                "unixcorn", "unixcorn-guard", "UnixcornCore", "Hypervisor", "NBD", "PacketFilter", "Screen", "Text",
                "TestSupport", "XML", "work-fixture",
            ],
            path: "Tests/Lab",
            exclude: ["lab", "scripts"], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
