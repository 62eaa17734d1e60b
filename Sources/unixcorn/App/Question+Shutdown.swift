import Screen
import UnixcornCore

extension Question {
    /// A guest that heard neither its agent nor its power button: what now? Nil for any other job.
    ///
    /// To cancel leaves it running and has the focus; force off then asks for the guest's name, as always.
    init?(afterShutdown job: Job) {
        guard case .guest(.shutDown(let seconds)) = job.operation.deed, job.state == .failed,
            let reason = job.reason, reason.area == "timeout"
        else { return nil }
        let object = job.operation.object
        self.init(
            title: .stillRuns(object.name), lines: [reason.message] + (reason.hint.map { [$0] } ?? []),
            body: .choice([.waitLonger(seconds), Operation(.guest(.forceOff), on: object).title])
        ) { answer in
            switch answer {
            case .chosen(0): .submitConfirmed([Operation(.guest(.shutDown(timeout: seconds)), on: object)])
            case .chosen(1): .submit([Operation(.guest(.forceOff), on: object)])
            default: .none
            }
        }
    }
}

extension Phrase {
    static func stillRuns(_ name: SafeText) -> Phrase { Phrase("\(name) still runs", "\(name) tourne encore") }
    static func waitLonger(_ seconds: Int) -> Phrase {
        Phrase("Try \(seconds) s more", "Essayer encore \(seconds) s")
    }
}
