import Text

extension Connection {
    /// Makes a folder; one that is there is no error. The folder above it must be there. `""` is the server's own
    /// folder, and is made with all that is above it.
    public func makeFolder(_ path: String) async throws(TransferError) {
        try await persist { () throws(TransferError) in
            let absolute = try self.absolute(path)
            guard path.isEmpty else { return try self.make(absolute) }
            if try self.isFolder(absolute) { return }
            var above = ""
            for part in absolute.split(separator: "/") {
                above += "/" + part
                if try !self.isFolder(above) { try self.make(above) }
            }
        }
    }

    private func make(_ absolute: String) throws(TransferError) {
        let reply = try command(["MKD " + absolute], about: absolute)
        guard reply.isFailure else { return }
        // Every server has its own words for "it exists": go and see.
        if try isFolder(absolute) { return }
        throw refusal(reply, SafeText(absolute))
    }

    private func isFolder(_ absolute: String) throws(TransferError) -> Bool {
        try !command(["CWD " + absolute], about: absolute).isFailure
    }
}
