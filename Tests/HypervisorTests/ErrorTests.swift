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

    @Test(
        "of an opening says what is wrong with the URI, and which one would work",
        arguments: [
            ("foo://host/x", "Cannot read CA certificate '/etc/pki/CA/cacert.pem'", "“foo” is no driver"),
            ("foo", "no connection driver available", "“foo” is no driver"),
            ("qemu://host/system", "Cannot read CA certificate '/etc/pki/CA/cacert.pem'", "qemu+ssh://root@HOST"),
            ("qemu+sssh://host/system", "transport in URL not recognised", "“+sssh” is no way"),
            ("qemu:///sistem", "Failed to connect socket to '/x': No such file or directory", "end in /system"),
            ("qemu:///system", "Failed to connect socket to '/x': No such file or directory", "systemctl start"),
            ("qemu+ssh://nowhere/system", "Cannot recv data: ssh: Could not resolve hostname nowhere", "resolve"),
        ])
    func addresses(uri: String, message: String, part: String) throws {
        let error = VirtError(code: .systemError, message: message, call: "virConnectOpenAuth", object: uri)
        let hint = try #require(error.hint)
        #expect(hint(.english).string.contains(part), "\(hint.english)")
        #expect(hint.english != hint.french)
    }

    @Test("has none where nothing better is known than libvirt's message")
    func noHint() {
        #expect(VirtError(code: .internalError, message: "something odd", call: "c").hint == nil)
    }
}
