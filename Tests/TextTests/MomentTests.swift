import Glibc
import Testing
import Text

@Suite("Moments")
struct MomentTests {
    @Test("differences and steps are in seconds")
    func arithmetic() {
        let moment = Moment(seconds: 1000)
        #expect(moment.adding(seconds: 1.5).seconds(since: moment) == 1.5)
        #expect(moment.seconds(since: moment.adding(seconds: 2)) == -2)
        #expect(moment < moment.adding(seconds: 0.000001))
    }

    @Test("steps that are too far end at the last moment", arguments: [Double.infinity, 1e300, -.infinity, .nan])
    func extremes(_ step: Double) {
        let moment = Moment(microseconds: .max - 5).adding(seconds: step)
        #expect(step.isNaN ? moment.microseconds == .max - 5 : true)
        #expect(Moment(seconds: .max).microseconds == .max)
        #expect(Moment(seconds: .min).microseconds == .min)
        #expect(Moment(microseconds: .max).seconds(since: Moment(microseconds: .min)) > 0)
        #expect(!Moment(microseconds: .max).iso8601.isEmpty)
    }

    @Test("ISO 8601 has the zone of the process")
    func iso() {
        setenv("TZ", "Europe/Paris", 1)
        tzset()
        #expect(Moment(seconds: 1_795_496_608).iso8601 == "2026-11-24T06:03:28+01:00" || Moment.lacksZones)
        setenv("TZ", "UTC", 1)
        tzset()
        #expect(Moment(seconds: 0).iso8601 == "1970-01-01T00:00:00+00:00")
        #expect(Moment(microseconds: -1).iso8601 == "1969-12-31T23:59:59+00:00")
        #expect(Moment(seconds: 0).clock == "00:00")
        #expect(Moment(seconds: 0).dateAndTime == "1970-01-01 00:00:00")
    }

    @Test("now is now")
    func now() {
        #expect(abs(Moment.now.seconds(since: Moment(seconds: Int64(time(nil))))) < 5)
    }
}

extension Moment {
    /// A machine without zone files: Paris would be UTC.
    static var lacksZones: Bool {
        let isMissing = access("/usr/share/zoneinfo/Europe/Paris", R_OK) != 0
        if isMissing { print("skipped: needs tzdata") }
        return isMissing
    }
}
