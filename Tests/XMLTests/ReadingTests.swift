import Testing
import XML

/// A guest as libvirt writes it, shortened.
let guestXML = """
    <!-- made by hand -->
    <domain type='kvm' id='3'>
      <name>web &amp; mail</name>
      <metadata>
        <u:guest xmlns:u='https://unixcorn.org/ns/guest/1' kind='web'><u:tag>a</u:tag></u:guest>
        <x:name xmlns:x='urn:other'>not the name</x:name>
      </metadata>
      <memory unit='KiB'>
        1048576
      </memory>
      <devices>
        <!-- the system -->
        <disk type='file' device='disk'><source file='/srv/a.qcow2'/><target dev='vda'/></disk>
        <disk type='block' device='disk'><source dev='/dev/sdb'/><target dev='vdb'/></disk>
      </devices>
    </domain>
    """

@Suite("Reading XML") struct ReadingTests {
    let guest: Element
    init() throws { guest = try Element(parsing: guestXML) }

    @Test("a path finds the text of an element, trimmed")
    func textByPath() {
        #expect(guest["name"] == "web & mail")
        #expect(guest["memory"] == "1048576")
        #expect(guest["nothing/here"] == nil)
    }

    @Test("a path that ends in @ finds an attribute")
    func attributeByPath() {
        #expect(guest["@type"] == "kvm")
        #expect(guest["devices/disk/source/@file"] == "/srv/a.qcow2")
    }

    @Test("a path looks into every branch before it gives up")
    func laterBranch() {
        #expect(guest["devices/disk/source/@dev"] == "/dev/sdb")
        #expect(guest.first("devices/disk/target")?.attribute("dev") == "vda")
    }

    @Test("all elements at a path come in the document's order")
    func allInOrder() {
        #expect(guest.all("devices/disk").map { $0["target/@dev"] } == ["vda", "vdb"])
    }

    @Test("an element of a foreign namespace is found by that namespace alone")
    func namespaces() {
        #expect(guest.first("metadata/name") == nil)
        let profile = guest.first("metadata")?.first("guest", namespace: "https://unixcorn.org/ns/guest/1")
        #expect(profile?.attribute("kind") == "web")
        #expect(profile?.prefix == "u")
    }

    @Test("an element knows its line")
    func lines() {
        #expect(guest.line == 2)
        #expect(guest.first("devices")?.line == 11)
    }

    @Test("CDATA and character references are text")
    func cdata() throws {
        let element = try Element(parsing: "<a>1<![CDATA[<2>]]>&#x33;</a>")
        #expect(element.text == "1<2>3")
    }

    @Test("comments around the root are kept")
    func prolog() throws {
        let document = try Document(parsing: guestXML + "<!-- end -->")
        #expect(document.prolog == [.comment(" made by hand ")])
        #expect(document.epilog == [.comment(" end ")])
    }
}
