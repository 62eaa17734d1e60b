import Testing

@testable import UnixcornCore

@Suite("How long reading takes, in words")
struct ReadingTimeTests {
    @Test("what takes seconds is no minute")
    func words() {
        #expect(ReadingTime(bytes: 83, speed: 1.4e9).words.english.hasSuffix(": under a minute"))
        #expect(ReadingTime(bytes: 61_000, speed: 1000).words.english.hasSuffix(": some 2 min"))
        #expect(ReadingTime(bytes: 83, speed: nil).words.english == "83 B to read")
    }
}
