public import Text

extension IncomeStatement {
    /// The statement as a page of Markdown: a table a currency.
    public func markdown(_ language: Language) -> String {
        var page = MarkdownPage(language)
        page.title(.incomeStatement(from, until))
        if currencies.isEmpty { page.paragraph(.nothingBooked) }
        for currency in currencies {
            page.table(.expensesHead, expenses.of(currency), total: totalExpenses(currency))
            page.table(.incomeHead, income.of(currency), total: totalIncome(currency))
            let result = result(currency)
            page.paragraph(result.minor < 0 ? .deficit(-result) : .surplus(result))
        }
        return page.text
    }
}

extension BalanceSheet {
    /// The sheet as a page of Markdown: what is owned, then what it comes from, a currency after the other.
    public func markdown(_ language: Language) -> String {
        var page = MarkdownPage(language)
        page.title(.balanceSheet(date))
        if currencies.isEmpty { page.paragraph(.nothingBooked) }
        for currency in currencies {
            let (assets, funds, debts) = (assets.of(currency), funds.of(currency), debts.of(currency))
            page.table(.assetsHead, assets, total: assets.total(currency))
            page.table(.fundsHead, funds, total: funds.total(currency))
            page.table(.debtsHead, debts, total: debts.total(currency))
            let result = openResult(currency)
            if !result.isZero { page.paragraph(.openResult(result)) }
            let memorandum = ofClass(8, currency)
            if !memorandum.isZero { page.paragraph(.memorandumLeft(memorandum)) }
        }
        return page.text
    }
}

extension [Balance] {
    /// Those in one currency.
    func of(_ currency: Currency) -> [Balance] { filter { $0.amount.currency == currency } }
}

/// A page of Markdown in one language, made from top to bottom. Text from outside can neither end a cell nor begin a tag.
struct MarkdownPage {
    let language: Language
    private(set) var text = ""

    init(_ language: Language) { self.language = language }

    mutating func title(_ words: Phrase) { text += "# " + MarkdownPage.escaped(words(language)) + "\n" }

    mutating func heading(_ words: Phrase) { text += "\n## " + MarkdownPage.escaped(words(language)) + "\n" }

    mutating func paragraph(_ words: Phrase) { text += "\n" + MarkdownPage.escaped(words(language)) + "\n" }

    mutating func table(_ name: Phrase, _ balances: [Balance], total: Money) {
        heading(name)
        rows([.accountHead, .nameOfAccount, .amountHead], numbersFrom: 2)
        for balance in balances {
            row([SafeText(balance.account.number), SafeText(balance.account.name), amount(balance.amount)])
        }
        row(["", Phrase.totalRow(language), amount(total)])
    }

    /// The head of a table; columns from `numbersFrom` on are set to the right.
    mutating func rows(_ heads: [Phrase], numbersFrom: Int) {
        text += "\n"
        row(heads.map { $0(language) })
        text += "|" + heads.indices.map { $0 < numbersFrom ? " --- |" : " ---: |" }.joined() + "\n"
    }

    mutating func row(_ cells: [SafeText]) {
        text += "|" + cells.map { " " + MarkdownPage.escaped($0) + " |" }.joined() + "\n"
    }

    func amount(_ money: Money) -> SafeText { SafeText(money.text(language)) }

    static func escaped(_ text: SafeText) -> String {
        var out = ""
        for character in text.string {
            if "\\`*_[]<>|#".contains(character) { out.append("\\") }
            out.append(character)
        }
        return out
    }
}
