import AccessLog
import Foundation

/// Signs of life in a service's access log: clients that synchronise, git over HTTP.
struct LogReader: EvidenceReader {
    let service: Configuration.ServiceDeclaration
    var now: @Sendable () -> Moment = { .now }

    var source: EvidenceSource { .log }

    func read(_ accounts: [ServiceAccount]) async throws(OperationFailure) -> EvidenceReading {
        let found: Result<SignsOfLife, AccessLogError> = await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: search()) }
        }
        switch found {
        case .failure(let error): throw OperationFailure(area: "directory", message: error.message)
        case .success(let signs): return reading(signs, accounts)
        }
    }

    private func search() -> Result<SignsOfLife, AccessLogError> {
        do throws(AccessLogError) {
            return .success(try AccessLog(service.accessLog).signsOfLife(of: service.kind.logKind, now: now()))
        } catch { return .failure(error) }
    }

    private func reading(_ found: SignsOfLife, _ accounts: [ServiceAccount]) -> EvidenceReading {
        var signs: [String: Evidence] = [:]
        let ids = names(accounts)
        for (name, sign) in found.signs {
            for id in ids[name.lowercased()] ?? [] where sign.moment > signs[id]?.at ?? Moment(microseconds: .min) {
                signs[id] = Evidence(.log, at: sign.moment, note: sign.note.english)
            }
        }
        return EvidenceReading(signs: signs, condition: condition(found.coverage), begins: found.coverage.earliest)
    }

    /// People come in with their login, their id or their address, in whatever case. A name that two share counts for both.
    private func names(_ accounts: [ServiceAccount]) -> [String: Set<String>] {
        var ids: [String: Set<String>] = [:]
        for account in accounts {
            for name in [account.id, account.login, account.mail ?? account.login] {
                ids[name.lowercased(), default: []].insert(account.id)
            }
        }
        return ids
    }

    private func condition(_ coverage: Coverage) -> SourceReading.Condition {
        let overdue = coverage.latest.map { now().seconds(since: $0) > Double(service.maxAge) * 3600 } ?? true
        if overdue { return .partial(.logIsSilent(coverage.latest)) }
        guard coverage.isWhole else { return .partial(.logIsCut) }
        return coverage.unreadable * 100 > coverage.lines ? .partial(.logIsRubbish(coverage.unreadable)) : .whole
    }
}

extension Configuration.ServiceDeclaration.Kind {
    /// How its accounts show themselves in a log. Of the others only the name that a request came in with is known.
    fileprivate var logKind: ServiceKind {
        switch self {
        case .nextcloud, .unix, .csv: .nextcloud
        case .owncloud: .owncloud
        case .gitlab: .gitlab
        case .gitea, .forgejo: .gitea
        }
    }
}

extension Phrase {
    fileprivate static func logIsSilent(_ latest: Moment?) -> Phrase {
        guard let latest else { return Phrase("it has no line", "il n’a aucune ligne") }
        return Phrase(
            "its last line is of \(latest.dateAndTime)", "sa dernière ligne est du \(latest.dateAndTime)")
    }
    fileprivate static let logIsCut = Phrase(
        "a file of it could not be read to its end", "un de ses fichiers n’a pu être lu jusqu’au bout")
    fileprivate static func logIsRubbish(_ count: Int) -> Phrase {
        Phrase("\(count) of its lines are not readable", "\(count) de ses lignes sont illisibles")
    }
}
