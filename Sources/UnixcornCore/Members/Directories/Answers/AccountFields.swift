import JSON

/// Reads the fields of one account. What is there and is not what it has to be becomes a fault of the account, so that it
/// is listed and never acted on.
struct AccountFields {
    let object: JSONValue
    let now: Moment
    private(set) var faults: [AccountFault] = []

    init(_ object: JSONValue, now: Moment) {
        self.object = object
        self.now = now
    }

    /// The field; nil where it is absent or null.
    func value(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    mutating func add(_ fault: AccountFault) { if !faults.contains(fault) { faults.append(fault) } }

    mutating func refuse(_ name: String, _ value: JSONValue?) {
        add(.unreadable(field: name, value: String((value?.glimpse ?? "").prefix(60))))
    }

    /// A text; an empty one is none.
    mutating func text(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.word else {
            refuse(name, value)
            return nil
        }
        return text.isEmpty ? nil : text
    }

    /// Yes or no: `true`, `1`, `"true"`, `"1"`. Nil, and a fault, where there is neither.
    mutating func flag(_ name: String) -> Bool? {
        let value = value(name)
        switch value {
        case .bool(let flag): return flag
        case .number(1), .string("1"), .string("true"): return true
        // XML of PHP writes `false` as nothing.
        case .number(0), .string("0"), .string("false"), .string(""): return false
        default:
            refuse(name, value)
            return nil
        }
    }

    /// A list of texts; nil where the field is absent.
    mutating func texts(_ name: String) -> [String]? {
        guard let value = value(name) else { return nil }
        guard let list = value.listed, case let texts = list.compactMap(\.word), texts.count == list.count else {
            refuse(name, value)
            return nil
        }
        return texts
    }
}

extension AccountFields {
    /// A count of seconds, or of milliseconds, since 1970. Nil: never (0), not told (absent, null), or a fault.
    mutating func epoch(_ name: String, perSecond: Int64 = 1) -> Moment? {
        guard let value = value(name) else { return nil }
        guard let count = value.whole else {
            refuse(name, value)
            return nil
        }
        guard count != 0 else { return nil }
        let (micro, isTooMuch) = count.multipliedReportingOverflow(by: 1_000_000 / perSecond)
        return possible(isTooMuch ? nil : Moment(microseconds: micro), name, value)
    }

    /// A moment as RFC 3339 writes it. A year at the beginning of the calendar or of the epoch is a server's word for never.
    mutating func instant(_ name: String) -> Moment? {
        guard let value = value(name) else { return nil }
        guard let text = value.string, let moment = Moment(rfc3339: text) else {
            refuse(name, value)
            return nil
        }
        guard !["0001-01-01T00:00:00", "1970-01-01T00:00:00"].contains(String(text.prefix(19))) else { return nil }
        return possible(moment, name, value)
    }

    /// A day without a time: the end of that day where it ends last on Earth (UTC-12).
    mutating func day(_ name: String) -> Moment? {
        guard let value = value(name) else { return nil }
        guard let day = value.string.flatMap(CivilDate.init(iso8601:)) else {
            refuse(name, value)
            return nil
        }
        return possible(day.start, name, value).map { _ in day.endAnywhere }
    }

    private mutating func possible(_ moment: Moment?, _ name: String, _ value: JSONValue) -> Moment? {
        guard let moment, moment >= Moment(seconds: 946_684_800), moment <= now.adding(seconds: 86_400) else {
            add(.impossibleDate(field: name, value: String(value.glimpse.prefix(60))))
            return nil
        }
        return moment
    }
}
