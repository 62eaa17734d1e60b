import Screen
import Testing

@Suite("Colours become those that the terminal has")
struct PaletteTests {
    @Test("pure colours keep their names")
    func pure() {
        #expect(Colour.rgb(0, 0, 0).nearest(.ansi8) == 0)
        #expect(Colour.rgb(220, 10, 10).nearest(.ansi8) == 1)
        #expect(Colour.rgb(10, 220, 10).nearest(.ansi8) == 2)
        #expect(Colour.rgb(255, 255, 255).nearest(.ansi8) == 7)
        #expect(Colour.rgb(255, 255, 255).nearest(.ansi16) == 15)
        #expect(Colour.rgb(255, 0, 0).nearest(.ansi16) == 9)
    }

    @Test("the cube and the greys")
    func indexed() {
        #expect(Colour.rgb(0, 0, 0).nearest(.indexed256) == 16)
        #expect(Colour.rgb(255, 255, 255).nearest(.indexed256) == 231)
        #expect(Colour.rgb(8, 8, 8).nearest(.indexed256) == 232)
        #expect(Colour.rgb(95, 135, 175).nearest(.indexed256) == 67)
        #expect(Colour.rgb(128, 128, 128).nearest(.indexed256) == 244)
    }

    @Test("no colours is nil")
    func none() {
        #expect(Colour.rgb(1, 2, 3).nearest(.mono) == nil)
    }

    @Test("every answer is in the palette")
    func bounds() {
        for red in stride(from: UInt8(0), through: 255, by: 15) {
            for green in stride(from: UInt8(0), through: 255, by: 15) {
                for blue in stride(from: UInt8(0), through: 255, by: 51) {
                    let colour = Colour.rgb(red, green, blue)
                    #expect((0..<8).contains(colour.nearest(.ansi8) ?? -1))
                    #expect((16..<256).contains(colour.nearest(.indexed256) ?? -1))
                }
            }
        }
    }
}
