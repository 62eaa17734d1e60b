/// What a service's accounts must do to stay: the part of its declaration that judges.
public struct ServiceRules: Sendable, Hashable, Codable {
    /// Calendar months without a sign of life after which an account is due; 0: nobody ever is.
    public var months: Int
    /// The same for accounts that nobody ever came in with, from the day they were made; 0: never.
    public var neverMonths: Int
    /// Days between a warning and the deed; 0: no warning.
    public var warnDays: Int
    /// Days for which an account is disabled before it is deleted; 0: deleted at once.
    public var disableDays: Int
    /// In order, so that two equal sets are written the same.
    public var exemptGroups: [String]
    /// In order.
    public var required: [EvidenceSource]
    /// Hours after which a reading is too old.
    public var maxAge: Int

    public init(_ declaration: Configuration.ServiceDeclaration) {
        months = declaration.months
        neverMonths = declaration.neverMonths
        warnDays = declaration.warnDays
        disableDays = declaration.disableDays
        exemptGroups = declaration.exemptGroups.sorted()
        required = declaration.required.union([.login]).sorted()
        maxAge = declaration.maxAge
    }
}
