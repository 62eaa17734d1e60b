import CLibvirt

extension Hypervisor {
    /// Opens a connection (`virConnectOpenAuth`) on a thread of its own.
    ///
    /// libvirt sets no time limit: a stopped daemon accepts and never answers. Cancel the task, or wrap this in
    /// `abandoning(after:)`; the thread is then left behind, and a connection that opens too late is closed again.
    /// - Parameters:
    ///   - uri: `qemu:///system`, `test:///default`... ssh is told never to use the terminal.
    ///   - ask: asked on the opening thread when libvirt wants a password.
    /// - Throws: libvirt's refusal; `.abandoned` when the calling task was cancelled.
    public static func open(_ uri: String, access: Access, ask: CredentialAsker? = nil) async throws(VirtError)
        -> Hypervisor
    {
        guard EventLoop.start() else {
            throw VirtError(
                code: .internalError, message: "libvirt's event loop did not start",
                call: "virEventRegisterDefaultImpl", object: uri)
        }
        let first = FirstResult<ConnectionHandle>()
        onOwnThread {
            do { first.settle(.success(try connect(uri, access: access, ask: ask))) } catch {
                first.settle(.failure(error))
            }
        }
        do {
            return Hypervisor(handle: try await first.value(), uri: uri, access: access)
        } catch let error as VirtError {
            throw error
        } catch {
            throw VirtError(
                code: .abandoned, message: "given up while opening", call: "virConnectOpenAuth", object: uri)
        }
    }

    private static func connect(_ uri: String, access: Access, ask: CredentialAsker?) throws(VirtError)
        -> ConnectionHandle
    {
        let flags = access == .readOnly ? VIR_CONNECT_RO.rawValue : 0
        let pointer = try check(
            "virConnectOpenAuth", uri,
            pointer: {
                withCredentials(ask) { auth in virConnectOpenAuth(quiet(uri), auth, flags) }
            })
        let handle = ConnectionHandle(pointer: pointer, sink: EventSink())
        // Refused by in-process drivers, which cannot lose their daemon.
        virConnectSetKeepAlive(pointer, 1, 3)
        try handle.listenToClosing(uri)
        return handle
    }

    /// The URI with `no_tty=1` where ssh is used: it must neither prompt nor write on the terminal.
    static func quiet(_ uri: String) -> String {
        guard let colon = uri.firstIndex(of: ":"), uri[..<colon].hasSuffix("+ssh"), !uri.contains("no_tty=") else {
            return uri
        }
        let parts = uri.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let joint = parts[0].contains("?") ? "&" : "?"
        return parts[0] + joint + "no_tty=1" + (parts.count > 1 ? "#" + parts[1] : "")
    }
}
