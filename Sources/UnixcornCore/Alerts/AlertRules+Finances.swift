import Ledger

extension AlertRules {
    /// What is late or missing, how long the money lasts, and books that cannot be read.
    func finances(_ state: SiteState) -> [Alert] {
        let finances = state.finances
        if let problem = finances.problem {
            return [Alert(id: "finances", severity: .warning, words: problem, object: .books)]
        }
        return runway(finances) + late(finances)
    }

    private func runway(_ finances: FinancesState) -> [Alert] {
        guard runwayMonths > 0, finances.entryCount > 0, let forecast = finances.forecast else { return [] }
        switch forecast.likely {
        case .now: return [Alert(id: "runway", severity: .critical, words: .noMoney, object: .books)]
        case .day(let day) where day < finances.today.adding(months: runwayMonths):
            let isSoon = day < finances.today.adding(months: 1)
            return [
                Alert(
                    id: "runway", severity: isSoon ? .critical : .warning, words: .moneyEnds(day), object: .books)
            ]
        case .day, .beyondCentury, .never: return []
        }
    }

    private func late(_ finances: FinancesState) -> [Alert] {
        finances.occurrences.filter(\.isAlarming).suffix(5).compactMap { one in
            guard let expectation = finances.expectations.first(where: { $0.id == one.expectation }) else { return nil }
            let name = SafeText(expectation.name)
            let id = "expected:\(one.expectation):\(one.day.iso8601)"
            switch one.state {
            case .late(let days):
                return Alert(id: id, severity: .notice, words: .isLate(name, one.day, days), object: .books)
            case .missing: return Alert(id: id, severity: .warning, words: .isMissing(name, one.day), object: .books)
            case .differing(let settlement):
                return Alert(
                    id: id, severity: .notice, words: .isOther(name, one.day, settlement.amount), object: .books)
            case .toCome, .due, .settled: return nil
            }
        }
    }
}

extension Phrase {
    fileprivate static let noMoney = Phrase("there is no money left", "il n’y a plus d’argent")
    fileprivate static func moneyEnds(_ day: CivilDate) -> Phrase {
        Phrase("the money lasts until \(day.iso8601)", "l’argent dure jusqu’au \(day.iso8601)")
    }
    fileprivate static func isLate(_ name: SafeText, _ day: CivilDate, _ days: Int) -> Phrase {
        Phrase("\(name) of \(day.iso8601) is \(days) days late", "\(name) du \(day.iso8601) a \(days) jours de retard")
    }
    fileprivate static func isMissing(_ name: SafeText, _ day: CivilDate) -> Phrase {
        Phrase("\(name) of \(day.iso8601) is missing", "\(name) du \(day.iso8601) manque")
    }
    fileprivate static func isOther(_ name: SafeText, _ day: CivilDate, _ amount: Money) -> Phrase {
        Phrase(
            "\(name) of \(day.iso8601) was \(amount.text(.english)), not what was expected",
            "\(name) du \(day.iso8601) : \(amount.text(.french)), pas ce qui était attendu")
    }
}
