import Glibc

/// A file of addresses: one address, prefix or span a line; `#` and `;` begin a comment.
struct AddressFile {
    /// Bytes: some 200,000 of the longest lines.
    static let limit = 8 << 20
    /// Problems that are told: a wrong file is wrong in every line.
    static let mostFaults = 20

    private(set) var blocks: [ListedBlock] = []
    /// The first of them.
    private(set) var faults: [Fault] = []
    private(set) var faultCount = 0

    /// A line that is no address.
    struct Fault {
        var line: Int
        var text: String
        var fault: AddressFault
    }

    /// Reads lines from bytes that may hold anything.
    init(_ bytes: [UInt8]) {
        var line = 0
        var start = 0
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            read(AddressFile.content(bytes[start..<end]), line)
            start = end + 1
        }
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, _ line: Int) {
        guard !bytes.isEmpty else { return }
        if let block = PlainIPv4.block(bytes) {
            blocks.append(ListedBlock(block: block, line: line))
            return
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            blocks.append(ListedBlock(block: try AddressBlock.read(text), line: line))
        } catch {
            faultCount += 1
            if faultCount <= AddressFile.mostFaults { faults.append(Fault(line: line, text: text, fault: error)) }
        }
    }

    /// What is left of a line without its comment and the blanks around.
    private static func content(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
        }
        var rest = line.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: ";") }.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    /// Why a file cannot be taken.
    enum Refusal: Error {
        case system(Int32)
        case notRegular
        case tooLarge
    }

    /// The bytes of a file. A FIFO or a device is refused: reading it could wait for ever.
    static func bytes(_ path: String) throws(Refusal) -> [UInt8] {
        guard !path.utf8.contains(0) else { throw .system(ENOENT) }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0 else { throw .system(errno) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
        guard let bytes = ProcFile.bytes(of: descriptor, limit: limit + 1) else { throw .system(errno) }
        guard bytes.count <= limit else { throw .tooLarge }
        return bytes
    }
}
