import Hypervisor
import Testing
import Text

@Suite("An error of libvirt")
struct ErrorTests {
    @Test("is one line that names the object, the message, the call and the code, and cannot hurt a terminal")
    func description() {
        let error = VirtError(
            code: .noDomain, message: "no domain\u{1B}[2J\nhere", call: "virDomainCreate", object: "we\u{202E}b")
        #expect("\(error)" == "we<U+202E>b: no domain^[[2J^Jhere (virDomainCreate, code 42)")
    }

    @Test(
        "has a next step where it is a common one, in both languages",
        arguments: [
            (VirtError.Code.operationDenied, "", "--read-only"), (.authUnavailable, "", "group libvirt"),
            (.noDomain, "", "gone"), (.operationInvalid, "", "state"), (.agentUnresponsive, "", "qemu-guest-agent"),
            (.operationTimeout, "cannot acquire state change lock", "force off"),
            (.systemError, "Failed to connect socket to '/run/x': No such file or directory", "systemctl start"),
            (.systemError, "Failed to connect socket to '/run/x': Connection refused", "systemctl start"),
            (.systemError, "Failed to connect socket to '/run/x': Permission denied", "adduser"),
            (.argumentUnsupported, "QEMU guest agent is not configured", "no agent channel"),
            (.internalError, "client socket is closed", "lost"),
            (.internalError, "qemu: Failed to get \"write\" lock", "Never force"),
        ])
    func hints(code: VirtError.Code, message: String, part: String) throws {
        let hint = try #require(VirtError(code: code, message: message, call: "c").hint)
        #expect(hint(.english).string.contains(part))
        #expect(hint.english != hint.french)
    }

    @Test("has none where nothing better is known than libvirt's message")
    func noHint() {
        #expect(VirtError(code: .internalError, message: "something odd", call: "c").hint == nil)
    }
}
