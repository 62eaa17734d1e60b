/// The tokens of a cloud as one more source of evidence.
struct TokenReader: EvidenceReader {
    let tokens: OccTokens

    var source: EvidenceSource { .tokens }

    func read(_ accounts: [ServiceAccount]) async throws(OperationFailure) -> EvidenceReading {
        EvidenceReading(signs: try await tokens.read(accounts))
    }
}
