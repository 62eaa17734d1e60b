import Glibc
import NBD

// nbd-bench IMAGE FORMAT [DEPTH [PIECE]]: reads an image through qemu-nbd and says how fast. With DEPTH 0 it only serves,
// until it is killed: the server must go with it.
let words = CommandLine.arguments
guard words.count >= 3 else {
    print("nbd-bench IMAGE FORMAT [DEPTH [PIECE]]")
    exit(2)
}
let depth = words.count > 3 ? Int(words[3]) ?? 16 : 16
let piece = words.count > 4 ? Int(words[4]) ?? 1 << 20 : 1 << 20
let socket = "/tmp/nbd-bench-\(getpid())"
let server = try await NBDServerProcess.serve(image: words[1], format: words[2], socket: socket)
if depth == 0 {
    print("serving \(server.export.size) bytes")
    fflush(nil)
    while true { try await Task.sleep(for: .seconds(1)) }
}

func measure(_ what: String, _ bytes: UInt64, _ work: () async throws -> Void) async throws {
    let start = ContinuousClock.now
    try await work()
    let time = (ContinuousClock.now - start) / .seconds(1)
    print("\(what): \(bytes >> 20) MiB in \(Int(time * 1000)) ms, \(Int(Double(bytes) / time / 1e6)) MB/s")
}

let size = server.export.size
let whole = 0..<size
try await measure("all of it, zeroes too, depth \(depth), pieces of \(piece >> 10) KiB", size) {
    try await server.export.read([whole], pieceSize: piece, depth: depth) { _ in }
}
try await measure("block status", size) { _ = try await server.export.regions() }
let data = try await server.export.regions().filter { $0.kind == .data }.map(\.range)
let amount = data.reduce(0) { $0 + UInt64($1.count) }
try await measure("data alone, \(data.count) stretches", amount) {
    try await server.export.read(data, pieceSize: piece, depth: depth) { _ in }
}
await server.stop()
