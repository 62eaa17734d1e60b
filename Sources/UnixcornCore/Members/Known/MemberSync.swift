/// Reads one more source of evidence than the directory itself.
public protocol EvidenceReader: Sendable {
    var source: EvidenceSource { get }
    /// The latest sign of each account, by its id, and how much was read. Throws where nothing was.
    func read(_ accounts: [ServiceAccount]) async throws(OperationFailure) -> EvidenceReading
}

/// What a source said.
public struct EvidenceReading: Sendable, Equatable {
    public var signs: [String: Evidence]
    public var condition: SourceReading.Condition
    /// Where it begins, if it tells only of a span of time; nil: it tells the last sign of everybody, however old.
    public var begins: Moment?

    public init(signs: [String: Evidence], condition: SourceReading.Condition = .whole, begins: Moment? = nil) {
        self.signs = signs
        self.condition = condition
        self.begins = begins
    }
}

/// Reads a service's directory and its other sources, and writes down what they say.
public struct MemberSync: Sendable {
    let book: MemberBook
    let service: Configuration.ServiceDeclaration
    let trust: MemberBook.Trust
    let directory: any Directory
    let readers: [any EvidenceReader]

    /// Every source that the service declares, besides what people note by hand.
    public static func sources(_ service: Configuration.ServiceDeclaration) -> Set<EvidenceSource> {
        var sources = Set<EvidenceSource>([.login])
        if service.kind == .gitlab { sources.insert(.activity) }
        // ownCloud's occ does not list tokens.
        if service.hasOcc, service.kind == .nextcloud { sources.insert(.tokens) }
        if !service.accessLog.isEmpty { sources.insert(.log) }
        return sources
    }

    /// Reads everything once. What failed is in the readings; only the state database itself is an error.
    ///
    /// The other sources are asked only about people who are there: without the list none is.
    @discardableResult
    public func run() async throws(OperationFailure) -> [SourceReading] {
        let sources = Self.sources(service)
        try await book.declare(sources, of: service.name)
        let census: Census
        do throws(OperationFailure) {
            census = try await directory.census()
        } catch {
            try await book.fail(error, directorySources(sources), of: service.name)
            return try await book.service(service.name).readings
        }
        let reading = try await book.merge(census, of: service.name, trust: trust)
        if reading.condition == .whole {
            for reader in readers where sources.contains(reader.source) {
                try await add(reader, census.accounts)
            }
        }
        return try await book.service(service.name).readings
    }

    private func add(_ reader: any EvidenceReader, _ accounts: [ServiceAccount]) async throws(OperationFailure) {
        let reading: EvidenceReading
        do throws(OperationFailure) {
            reading = try await reader.read(accounts)
        } catch {
            return try await book.fail(error, [reader.source], of: service.name)
        }
        try await book.add(reading, from: reader.source, of: service.name)
    }

    private func directorySources(_ sources: Set<EvidenceSource>) -> Set<EvidenceSource> {
        sources.subtracting(readers.map(\.source))
    }
}
