import Testing
import Text

@testable import PacketFilter

@Suite("Errors of the packet filter")
struct PacketFilterErrorTests {
    @Test(
        "nft's complaint becomes a number, a line and a short sentence",
        arguments: [
            (
                "/proc/self/fd/5:4:8-13: Error: Could not process rule: No such file or directory\n  jump x\n       ^\n",
                PacketFilterError.Code.missing, 4, "line 4: Could not process rule: No such file or directory"
            ),
            (
                "/proc/self/fd/12:1:5-5: Error: syntax error, unexpected newline\nx\n^\n", .invalid, 1,
                "line 1: syntax error, unexpected newline"
            ),
            (
                "Error: No such file or directory; did you mean table ‘y’ in family inet?\nlist table inet x\n",
                .missing, nil,
                "No such file or directory; did you mean table ‘y’ in family inet?"
            ),
            ("Error: Could not process rule: File exists\n", .exists, nil, "Could not process rule: File exists"),
            ("Error: Interface does not exist\n", .invalid, nil, "Interface does not exist"),
            ("", .invalid, nil, "no reason given"),
        ] as [(String, PacketFilterError.Code, Int?, String)])
    func complaints(_ text: String, _ code: PacketFilterError.Code, _ line: Int?, _ summary: String) {
        let error = PacketFilterError.nft(text, call: "nft_run_cmd_from_buffer", object: "x")
        #expect(error.code == code)
        #expect(error.line == line)
        #expect(error.summary == summary)
        #expect(!error.message.contains("/proc/"))
    }

    @Test(
        "a missing right is named",
        arguments: [
            ("setns", "CAP_SYS_ADMIN"), ("unshare", "CAP_SYS_ADMIN"), ("NFT_MSG_GETGEN", "CAP_NET_ADMIN"),
            ("TUNSETIFF", "CAP_NET_ADMIN"),
        ])
    func capabilities(_ call: String, _ capability: String) {
        let error = PacketFilterError(code: .notPermitted, message: "Operation not permitted", call: call, object: "")
        #expect(error.hint?.english.contains(capability) == true)
        #expect(error.hint?.french.contains(capability) == true)
    }

    @Test("nothing from outside reaches the terminal as it is")
    func hostile() {
        let error = PacketFilterError.nft("Error: \u{1B}]0;x\u{7} is\u{202E} no chain\n", call: "c", object: "\u{9B}2J")
        #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
    }
}
