import Testing
import XML

@Suite("Writing XML") struct WritingTests {
    /// The same value without the lines, which change with the layout.
    private func bare(_ element: Element) -> Element {
        var copy = element
        copy.line = 0
        copy.children = element.children.map { if case .element(let child) = $0 { .element(bare(child)) } else { $0 } }
        return copy
    }

    @Test("what was read is written with its order, namespaces, comments and blanks")
    func roundTrip() throws {
        let document = try Document(parsing: guestXML)
        let again = try Document(parsing: document.xml())
        #expect(bare(again.root) == bare(document.root))
        #expect(again.prolog == document.prolog)
        #expect(document.root.xml() == guestXML.drop { $0 != "\n" }.dropFirst())
    }

    @Test("indentation gives an element a line and leaves text alone")
    func pretty() throws {
        let element = try Element(parsing: "<a><b> x </b><!--c--><d><e/></d>\n\n</a>")
        #expect(element.xml(indentation: 2) == "<a>\n  <b> x </b>\n  <!--c-->\n  <d>\n    <e/>\n  </d>\n</a>")
    }

    @Test("mixed text keeps its blanks when the rest is indented")
    func mixed() throws {
        let element = try Element(parsing: "<a><p>one <b>two</b> three</p></a>")
        #expect(element.xml(indentation: 2) == "<a>\n  <p>one <b>two</b> three</p>\n</a>")
    }

    @Test(
        "any text survives as text and as an attribute",
        arguments: ["<a b='c'>&amp;\"", "]]>", "tab\tline\nreturn\r", "é 漢 😀", "--", " "])
    func texts(_ text: String) throws {
        let element = Element("a", attributes: [Attribute("b", text)], text: text)
        let again = try Element(parsing: element.xml())
        #expect(again.text == text)
        #expect(again.attribute("b") == text)
    }

    @Test("what XML cannot hold becomes U+FFFD")
    func controls() throws {
        #expect(try Element(parsing: Element("a", text: "x\u{1B}\0y").xml()).text == "x\u{FFFD}\u{FFFD}y")
    }

    @Test("a comment, an instruction or a name cannot break out")
    func breakOut() throws {
        var element = Element("a><evil", attributes: [Attribute("b='' c", "d")])
        element.children = [.comment("--><evil/><!--"), .comment("-"), .instruction(target: "p", content: "?><evil/>")]
        let again = try Element(parsing: element.xml())
        #expect(again.elements.isEmpty)
        #expect(again.attributes.count == 1)
        #expect(again.children.count == 3)
    }

    @Test("a namespace that is used is declared, once")
    func declares() throws {
        var outer = Element("guest", prefix: "u", namespace: "urn:u")
        outer.append(Element("tag", prefix: "u", namespace: "urn:u", text: "a"))
        outer.append(Element("plain", text: "b"))
        #expect(outer.xml() == "<u:guest xmlns:u='urn:u'><u:tag>a</u:tag><plain>b</plain></u:guest>")
        #expect(try Element(parsing: outer.xml()).first("tag", namespace: "urn:u")?.text == "a")
    }

    @Test("an edit changes what it names and nothing else")
    func edit() throws {
        var guest = try Element(parsing: guestXML)
        guest.change("name") { $0.set(text: "new") }
        guest.change("devices") { devices in
            devices.remove("disk") { $0["target/@dev"] == "vdb" }
            devices.change("disk") { $0.set(attribute: "device", to: nil) }
        }
        #expect(guest["name"] == "new")
        #expect(guest.all("devices/disk").count == 1)
        #expect(guest["devices/disk/@device"] == nil)
        #expect(guest.xml().contains("<!-- the system -->"))
    }
}
