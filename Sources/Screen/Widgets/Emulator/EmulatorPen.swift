extension TerminalEmulator {
    /// Select Graphic Rendition.
    mutating func setPen(_ sequence: ControlSequence) {
        guard !sequence.parameters.isEmpty else { return pen = .plain }
        var index = 0
        while index < sequence.parameters.count {
            let code = sequence.value(index)
            var parts = index + 1
            while parts < sequence.parameters.count, sequence.parameters[parts].isPart { parts += 1 }
            if code == 38 || code == 48 {
                let (colour, next) = colour(sequence, after: index, parts)
                if let colour { setColour(colour, isBackground: code == 48) }
                index = next
            } else {
                setAttribute(code, part: parts > index + 1 ? sequence.value(index + 1) : nil)
                index = parts
            }
        }
    }

    private mutating func setAttribute(_ code: Int, part: Int?) {
        switch code {
        case 0: pen = .plain
        case 1: pen.attributes.insert(.bold)
        case 2: pen.attributes.insert(.dim)
        case 4 where part == 0, 24: pen.attributes.remove(.underline)
        case 4, 21: pen.attributes.insert(.underline)
        case 7: pen.attributes.insert(.reverse)
        case 22: pen.attributes.subtract([.bold, .dim])
        case 27: pen.attributes.remove(.reverse)
        case 30...37: pen.foreground = .emulated(code - 30)
        case 39: pen.foreground = nil
        case 40...47: pen.background = .emulated(code - 40)
        case 49: pen.background = nil
        case 90...97: pen.foreground = .emulated(code - 82)
        case 100...107: pen.background = .emulated(code - 92)
        default: break
        }
    }

    private mutating func setColour(_ colour: Colour, isBackground: Bool) {
        if isBackground { pen.background = colour } else { pen.foreground = colour }
    }

    /// The colour of `38;5;N`, `38;2;R;G;B` or their forms with colons; and the index of what follows.
    private func colour(_ sequence: ControlSequence, after index: Int, _ parts: Int) -> (Colour?, Int) {
        let hasParts = parts > index + 1
        let end = hasParts ? parts : sequence.parameters.count
        switch sequence.value(index + 1) {
        case 5:
            guard index + 2 < end else { return (nil, end) }
            return (.emulated(sequence.value(index + 2)), hasParts ? parts : index + 3)
        case 2:
            // With colons a colour space may stand before the three.
            let first = hasParts && parts - index >= 6 ? index + 3 : index + 2
            guard first + 2 < end else { return (nil, end) }
            let levels = (first...(first + 2)).map { UInt8(clamping: sequence.value($0)) }
            return (.rgb(levels[0], levels[1], levels[2]), hasParts ? parts : first + 3)
        default: return (nil, hasParts ? parts : index + 2)
        }
    }
}

extension Colour {
    /// One of xterm's 256 colours.
    static func emulated(_ index: Int) -> Colour? {
        switch index {
        case 0..<16: return sixteen[index]
        case 16..<232:
            let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
            let cube = index - 16
            return .rgb(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
        case 232..<256:
            let level = UInt8(8 + 10 * (index - 232))
            return .rgb(level, level, level)
        default: return nil
        }
    }

    private static let sixteen: [Colour] = [
        .rgb(0, 0, 0), .rgb(205, 0, 0), .rgb(0, 205, 0), .rgb(205, 205, 0),
        .rgb(0, 0, 238), .rgb(205, 0, 205), .rgb(0, 205, 205), .rgb(229, 229, 229),
        .rgb(127, 127, 127), .rgb(255, 0, 0), .rgb(0, 255, 0), .rgb(255, 255, 0),
        .rgb(92, 92, 255), .rgb(255, 0, 255), .rgb(0, 255, 255), .rgb(255, 255, 255),
    ]
}
