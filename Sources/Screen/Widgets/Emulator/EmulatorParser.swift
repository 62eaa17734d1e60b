/// A control sequence: `CSI ? 1 ; 2 h`.
struct ControlSequence: Sendable, Hashable {
    /// `?`, `>`, `<` or `=` before the parameters.
    var marker: UInt8?
    /// The parameters; nil where one was left out. A parameter after a colon is marked as part of the one before it.
    var parameters: [Parameter] = []
    var intermediates: [UInt8] = []
    var final: UInt8 = 0

    struct Parameter: Sendable, Hashable {
        var value: Int?
        var isPart = false
    }

    /// The parameter at `index`, `fallback` where it is left out or zero.
    func count(_ index: Int = 0, _ fallback: Int = 1) -> Int {
        guard index < parameters.count, let value = parameters[index].value, value > 0 else { return fallback }
        return value
    }

    /// The parameter at `index`, 0 where it is left out.
    func value(_ index: Int = 0) -> Int { index < parameters.count ? parameters[index].value ?? 0 : 0 }
}

/// Cuts a stream of bytes into characters and controls, as the DEC terminals do (the state machine of P. Williams),
/// with UTF-8. Strings (OSC, DCS, APC, PM, SOS) are read to their end and dropped whole.
struct EmulatorParser: Sendable, Hashable {
    enum Action: Sendable, Hashable {
        case print(Unicode.Scalar)
        case control(UInt8)
        case escape(intermediate: UInt8?, final: UInt8)
        case sequence(ControlSequence)
        /// A string sequence that ended: nothing of it is kept.
        case dropped
    }

    private enum State: Sendable, Hashable { case ground, escape, sequence, malformed, string, stringEscape }

    private var state = State.ground
    private var sequence = ControlSequence()
    private var intermediate: UInt8?
    /// A character of several bytes that is not whole yet.
    private var partial: UInt32 = 0
    private var missing = 0
    private var least: UInt32 = 0

    mutating func take(_ byte: UInt8, _ perform: (Action) -> Void) {
        switch byte {
        case 0x1B:
            abandonCharacter(perform)
            state = state == .string ? .stringEscape : .escape
            intermediate = nil
        case 0x18, 0x1A:
            abandonCharacter(perform)
            state = .ground
        case 0..<0x20 where state != .string && state != .stringEscape:
            abandonCharacter(perform)
            perform(.control(byte))
        default: takeInState(byte, perform)
        }
    }

    private mutating func takeInState(_ byte: UInt8, _ perform: (Action) -> Void) {
        switch state {
        case .ground: takeText(byte, perform)
        case .escape: takeEscape(byte, perform)
        case .sequence: takeSequence(byte, perform)
        case .malformed: if (0x40...0x7E).contains(byte) { state = .ground }
        case .string:
            guard byte == 0x07 else { return }
            state = .ground
            perform(.dropped)
        case .stringEscape:
            perform(.dropped)
            state = .escape
            if byte == UInt8(ascii: "\\") { state = .ground } else { takeEscape(byte, perform) }
        }
    }

    private mutating func takeEscape(_ byte: UInt8, _ perform: (Action) -> Void) {
        switch byte {
        case 0x20...0x2F: intermediate = byte
        case UInt8(ascii: "[") where intermediate == nil:
            sequence = ControlSequence()
            state = .sequence
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            if intermediate == nil { state = .string } else { finishEscape(byte, perform) }
        case 0x30...0x7E: finishEscape(byte, perform)
        default: state = .ground
        }
    }

    private mutating func finishEscape(_ byte: UInt8, _ perform: (Action) -> Void) {
        state = .ground
        perform(.escape(intermediate: intermediate, final: byte))
    }

    private mutating func takeSequence(_ byte: UInt8, _ perform: (Action) -> Void) {
        switch byte {
        case 0x30...0x39: takeDigit(Int(byte - 0x30))
        case UInt8(ascii: ";"), UInt8(ascii: ":"):
            if sequence.parameters.isEmpty { sequence.parameters.append(.init()) }
            sequence.parameters.append(.init(isPart: byte == UInt8(ascii: ":")))
            if sequence.parameters.count > 32 { state = .malformed }
        case 0x3C...0x3F where sequence.parameters.isEmpty && sequence.marker == nil: sequence.marker = byte
        case 0x20...0x2F where sequence.intermediates.count < 2: sequence.intermediates.append(byte)
        case 0x40...0x7E:
            state = .ground
            sequence.final = byte
            perform(.sequence(sequence))
        case 0x7F: break
        default: state = byte < 0x80 ? .malformed : .ground
        }
    }

    private mutating func takeDigit(_ digit: Int) {
        guard sequence.intermediates.isEmpty else { return state = .malformed }
        if sequence.parameters.isEmpty { sequence.parameters.append(.init()) }
        let last = sequence.parameters.count - 1
        sequence.parameters[last].value = min(65535, (sequence.parameters[last].value ?? 0) * 10 + digit)
    }
}

// Characters.
extension EmulatorParser {
    private mutating func takeText(_ byte: UInt8, _ perform: (Action) -> Void) {
        if missing > 0, byte & 0xC0 == 0x80 {
            partial = partial << 6 | UInt32(byte & 0x3F)
            missing -= 1
            guard missing == 0 else { return }
            let scalar = partial >= least ? Unicode.Scalar(partial) : nil
            return perform(.print(scalar ?? "\u{FFFD}"))
        }
        abandonCharacter(perform)
        switch byte {
        case 0x20..<0x7F: perform(.print(Unicode.Scalar(byte)))
        case 0xC2...0xDF: begin(byte & 0x1F, missing: 1, least: 0x80)
        case 0xE0...0xEF: begin(byte & 0x0F, missing: 2, least: 0x800)
        case 0xF0...0xF4: begin(byte & 0x07, missing: 3, least: 0x10000)
        case 0x7F: break
        default: perform(.print("\u{FFFD}"))
        }
    }

    private mutating func begin(_ bits: UInt8, missing: Int, least: UInt32) {
        (partial, self.missing, self.least) = (UInt32(bits), missing, least)
    }

    /// What began as a character and does not go on as one.
    private mutating func abandonCharacter(_ perform: (Action) -> Void) {
        guard missing > 0 else { return }
        missing = 0
        perform(.print("\u{FFFD}"))
    }
}
