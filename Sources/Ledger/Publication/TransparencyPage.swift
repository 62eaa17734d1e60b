import Text

/// The report that people read.
struct TransparencyPage {
    let organization: OrganizationFields
    let services: [ServiceFields]
    let figures: PublicFigures

    func markdown(_ language: Language) -> String {
        var page = MarkdownPage(language)
        let months = figures.months
        page.title(
            .transparencyTitle(
                SafeText(organization.name), months.first?.text ?? "", months.last?.text ?? ""))
        if !organization.description.isEmpty { page.paragraph(Phrase(verbatim: SafeText(organization.description))) }
        for currency in figures.currencies {
            let sums = [true, false].map { money(&page, isIncome: $0, currency) }
            page.paragraph(.moneySummary(Money(sums[0], currency), Money(sums[1], currency)))
        }
        if !figures.services.isEmpty {
            serviceTable(&page)
            visitTable(&page)
            page.paragraph(.heldBack)
        }
        return page.text
    }

    /// One side of the books: a row a month, a column a kind.
    private func money(_ page: inout MarkdownPage, isIncome: Bool, _ currency: Currency) -> Int {
        let rows = figures.rows(isIncome: isIncome, currency)
        let total = rows.reduce(0) { $0 + $1.amounts.reduce(0, +) }
        guard !rows.isEmpty else { return total }
        page.heading(isIncome ? .incomeHead : .expensesHead)
        page.rows([.monthHead] + rows.map(\.kind.words) + [.totalRow], numbersFrom: 1)
        for (place, month) in figures.months.enumerated() {
            let cells = rows.map { $0.amounts[place] }
            page.row([SafeText(month.text)] + (cells + [cells.reduce(0, +)]).map { page.amount(Money($0, currency)) })
        }
        let sums = rows.map { $0.amounts.reduce(0, +) }
        page.row([Phrase.totalRow(page.language)] + (sums + [total]).map { page.amount(Money($0, currency)) })
        return total
    }

    private func name(_ key: String) -> SafeText {
        let name = services.first { $0.key == key }?.name ?? ""
        return SafeText(name.isEmpty ? key : name)
    }

    private func serviceTable(_ page: inout MarkdownPage) {
        page.heading(.servicesHead)
        page.rows([.serviceHead, .accountsHead, .uptimeHead], numbersFrom: 1)
        for service in figures.services {
            let uptime = service.uptime.map { hundredths in
                Units.number(Double(hundredths) / 100, decimals: 2, page.language) + " %"
            }
            page.row([name(service.key), SafeText(PublishedCount(service.accounts).text), SafeText(uptime ?? "–")])
        }
        let sum = PublishedCount.sum(figures.services.map { PublishedCount($0.accounts) })
        page.row([Phrase.totalRow(page.language), SafeText(sum.text), ""])
    }

    private func visitTable(_ page: inout MarkdownPage) {
        page.heading(.visitsHead)
        page.rows(
            [.monthHead] + figures.services.map { Phrase(verbatim: name($0.key)) } + [.totalRow], numbersFrom: 1)
        let columns = figures.services.map { figures.visits($0) }
        for (place, month) in figures.months.enumerated() {
            let cells = columns.map { $0[place] }
            page.row([SafeText(month.text)] + (cells + [PublishedCount.sum(cells)]).map { SafeText($0.text) })
        }
        let sums = columns.map { PublishedCount.sum($0) }
        page.row([Phrase.totalRow(page.language)] + (sums + [PublishedCount.sum(sums)]).map { SafeText($0.text) })
    }
}

/// The figures as CSV: one number a line. A count that is held back or not known has no line. No text from outside but
/// the keys of services, which are letters and digits.
struct TransparencyTable {
    let figures: PublicFigures

    init(_ figures: PublicFigures) { self.figures = figures }

    var text: String {
        var lines = ["figure,month,of,value,unit"]
        for row in figures.rows {
            for (month, amount) in zip(figures.months, row.amounts) where amount != 0 {
                let side = row.kind.isIncome ? "income" : "expense"
                let money = Money(amount, row.currency)
                lines.append("\(side),\(month.text),\(row.kind.rawValue),\(money.plain),\(row.currency.code)")
            }
        }
        let last = figures.months.last?.text ?? ""
        for service in figures.services {
            if let accounts = PublishedCount(service.accounts).value {
                lines.append("accounts,\(last),\(service.key),\(accounts),")
            }
            if let uptime = service.uptime {
                lines.append("uptime,,\(service.key),\(Units.number(Double(uptime) / 100, decimals: 2, .english)),%")
            }
            for (month, count) in zip(figures.months, figures.visits(service)) {
                if let value = count.value { lines.append("visits,\(month.text),\(service.key),\(value),") }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
