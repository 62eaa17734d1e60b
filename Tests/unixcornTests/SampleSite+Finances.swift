import Foundation
import TestSupport
import UnixcornCore

@testable import UnixcornCore

extension SampleSite {
    /// The books of the demo, as they are at the sample site's moment.
    static let finances: FinancesState = {
        GoldenTests.setZone()
        guard let folder = try? TemporaryFolder() else { return FinancesState() }
        let site = SiteBook(folder: folder.path + "/books")
        DemoBooks(site: site, now: now).write()
        return FinancesState.read(site, at: now)
    }()

    /// What a person finds who has none yet.
    static let noFinances = FinancesState()
}
