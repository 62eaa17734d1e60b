import AccessLog
import Foundation
import Testing
import Text

@Suite("Bytes that nobody would call a log")
struct FuzzTests {
    let folder: LogFolder

    init() throws { folder = try LogFolder() }

    /// Reads it both ways; an error is an answer, too.
    private func read() {
        _ = try? folder.log.visits(options { $0.host = "a" })
        _ = try? folder.log.signsOfLife(of: .nextcloud, now: noon)
        _ = try? folder.log.signsOfLife(of: .gitlab, now: noon)
    }

    @Test("random bytes never trap")
    func random() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<50 {
            try folder.write(Data((0..<4000).map { _ in UInt8.random(in: 0...255, using: &dice) }))
            read()
        }
    }

    @Test("good lines with bytes changed, cut out and doubled never trap")
    func mutated() throws {
        var dice = Dice(seed: 2)
        let good = Array(
            (line() + "a:1 " + line("2001:db8::1", user: "bob", agent: #"\x22 \" %41"#, more: #" "1" "-""#)
                + line("192.0.2.1", "GET /remote.php/dav/files/al%40ice/x?y HTTP/1.1", 207)
                + line(agent: "A (+http://x)")).utf8)
        let odd: [UInt8] = [0, 10, 13, 32, 34, 37, 45, 47, 58, 63, 91, 92, 93, 128, 255]
        for _ in 0..<60 {
            var bytes: [UInt8] = []
            for _ in 0..<20 {
                var line = good
                for _ in 0..<Int.random(in: 1..<12, using: &dice) where !line.isEmpty {
                    let index = Int.random(in: 0..<line.count, using: &dice)
                    switch Int.random(in: 0..<4, using: &dice) {
                    case 0: line[index] = dice.pick(odd)
                    case 1: line.remove(at: index)
                    case 2: line.insert(dice.pick(odd), at: index)
                    default: line = Array(line.prefix(index + 1)) + line.suffix(line.count / 2)
                    }
                }
                bytes += line
            }
            try folder.write(Data(bytes))
            read()
        }
    }

    @Test("damaged gzip never traps, and what came before the damage is read")
    func gzip() throws {
        try folder.write((0..<500).map { line("192.0.2.\($0 % 250)") }.joined(), as: "access.log.1")
        try folder.pack("access.log.1")
        let packed = try Data(contentsOf: folder.url.appendingPathComponent("access.log.1.gz"))
        var dice = Dice(seed: 3)
        for _ in 0..<60 {
            var bytes = packed
            for _ in 0..<Int.random(in: 1..<4, using: &dice) {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            try folder.write(bytes.prefix(Int.random(in: 0...bytes.count, using: &dice)), as: "access.log.1.gz")
            read()
        }
    }
}
