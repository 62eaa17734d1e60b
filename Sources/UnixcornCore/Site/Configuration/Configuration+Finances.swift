import Text

extension Configuration {
    /// `[finances]`.
    public struct FinancesDeclaration: Sendable, Equatable {
        /// The folder of the book; empty: `books` in the state folder.
        public var book = ""
        /// The account of the bank in the books: where statements are taken to.
        public var bank = "512"
        /// The name on Liberapay; empty: none.
        public var liberapay = ""
        /// Euros below which the runway is an alert; months that it has to last.
        public var runwayMonths = 3

        public init() {}
    }
}
