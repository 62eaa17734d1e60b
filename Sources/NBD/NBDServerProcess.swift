import Glibc
import Synchronization
import Text

/// `qemu-nbd` serving one image to this process alone: how the disk of a guest that is off is read.
///
/// It ends with this value, with the connection, with this process (a kill -9 too: the kernel sends it SIGKILL when the
/// thread that started it goes), whichever comes first. QEMU's lock on the image refuses a guest's start meanwhile, and
/// the other way round.
public final class NBDServerProcess: Sendable {
    /// The image as the guest sees it.
    public let export: NBDExport
    private let child: ServerChild
    private init(export: NBDExport, child: ServerChild) {
        self.export = export
        self.child = child
    }

    deinit { child.kill() }

    /// Starts `qemu-nbd` and connects to it.
    /// - Parameters:
    ///   - image: absolute path.
    ///   - format: `qcow2`, `raw`... Never guessed: what a guest wrote into a raw disk could look like a qcow2.
    ///   - socket: path of a socket to make, in a folder that only this user may enter. One that is there is replaced.
    ///   - bitmap: a persistent bitmap in the image to offer and to ask for.
    ///   - patience: seconds for the start, and then as in `NBDExport.open`.
    /// - Throws: `NBDError` with what `qemu-nbd` wrote on its stderr.
    public static func serve(
        image: String, format: String, socket: String, bitmap: String? = nil, patience: Double = 30
    ) async throws -> NBDServerProcess {
        guard image.hasPrefix("/") else {
            throw NBDError(
                code: .invalid, message: "the path is not absolute", call: NBDError.serverProgram, object: image)
        }
        removeSocket(socket)
        var arguments = [
            "--read-only", "--format=" + format, "--socket=" + socket, "--shared=\(NBDExport.connectionsOfDisk)",
        ]
        if let bitmap { arguments.append("--bitmap=" + bitmap) }
        let child = try await ServerChild.start(image: image, socket: socket, arguments + ["--", image])
        do {
            let export = try await connect(to: child, socket: socket, bitmap: bitmap, patience: patience)
            return NBDServerProcess(export: export, child: child)
        } catch {
            child.kill()
            throw error
        }
    }

    /// Ends the server; reads under way throw.
    public func stop() async {
        await export.close()
        child.kill()
    }

    /// Until it listens there is no socket, or one that refuses. No trial: it ends with its last connection.
    private static func connect(to child: ServerChild, socket: String, bitmap: String?, patience: Double) async throws
        -> NBDExport
    {
        let end = ContinuousClock.now + .seconds(patience)
        while true {
            do {
                return try await NBDExport.open(
                    socket: socket, bitmap: bitmap, connections: NBDExport.connectionsOfDisk, patience: patience)
            } catch let error as NBDError where error.code == .missing || error.code == .refused {
                if let failure = child.failure { throw failure }
                guard ContinuousClock.now < end else { throw error }
                try await Task.sleep(for: .milliseconds(10))
            } catch let error as NBDError {
                // It may be dying under the connection: its own words are better, and come a moment later.
                let last = ContinuousClock.now + .seconds(error.code == .ended ? 2 : 0)
                while child.failure == nil, ContinuousClock.now < last { try await Task.sleep(for: .milliseconds(5)) }
                throw child.failure ?? error
            }
        }
    }
}

/// Removes a socket that an earlier server left; anything else stays, and the server says so.
func removeSocket(_ path: String) {
    var facts = stat()
    if lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFSOCK { unlink(path) }
}
