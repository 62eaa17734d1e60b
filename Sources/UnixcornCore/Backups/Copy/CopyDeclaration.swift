extension Configuration.BackupDeclaration {
    /// How packs of the second repository are made.
    public var copyWriterOptions: RepositoryWriter.Options {
        var options = writerOptions
        options.packSize = PackSize.bytes(quota: copy.quota, fileLimit: copy.fileLimit)
        return options
    }

    /// Where its packs wait: beside the others, never among them.
    public func copySpoolFolder(_ stateFolder: String) -> String { spoolFolder(stateFolder) + "-copy" }

    /// The second repository as a place.
    public func copyPlace(stateFolder: String) throws(OperationFailure) -> BackupPlace {
        guard copy.isDeclared else {
            throw OperationFailure(area: "usage", message: .noCopyDeclared, hint: .declareCopy)
        }
        var declared = Configuration.BackupDeclaration()
        declared.repository = copy.repository
        (declared.passwordFile, declared.ftpPasswordFile) = (copy.passwordFile, copy.ftpPasswordFile)
        (declared.caFile, declared.tlsPin, declared.allowedFrom) = (copy.caFile, copy.tlsPin, copy.allowedFrom)
        declared.uploadLimit = copy.uploadLimit
        return try BackupPlace(declared, stateFolder: stateFolder)
    }
}
