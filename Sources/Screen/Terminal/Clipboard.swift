import Glibc

extension Terminal {
    /// Puts `text` on the clipboard of the person's own machine (OSC 52), and in tmux through `tmux load-buffer -w`.
    /// Terminals cut what is longer than about 75 kB: false, and nothing sent, beyond that.
    @discardableResult
    public func copy(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard isOn, !isLost, bytes.count <= 74_000, capabilities.hasOtherScreen else { return false }
        if let tmux = getenv("TMUX"), tmux.pointee != 0, Terminal.loadBuffer(bytes) { return true }
        write(Array("\u{1B}]52;c;".utf8) + Base64.encode(bytes) + [0x07])
        return true
    }

    /// tmux sets the outer terminal's clipboard itself, even where it lets no OSC 52 through.
    private static func loadBuffer(_ bytes: [UInt8]) -> Bool {
        guard let pipe = popen("exec tmux load-buffer -w - 2>/dev/null", "w") else { return false }
        let count = fwrite(bytes, 1, bytes.count, pipe)
        return pclose(pipe) == 0 && count == bytes.count
    }
}

/// RFC 4648, with padding.
enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let bits = part.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - part.count))
            for place in 0...3 {
                let padded = place > part.count
                out.append(padded ? UInt8(ascii: "=") : letters[Int(bits >> UInt32(18 - 6 * place) & 63)])
            }
        }
        return out
    }
}
