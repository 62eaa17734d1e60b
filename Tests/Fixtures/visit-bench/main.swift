// visit-bench: counts a log's visits, or looks for signs of life in it, and prints the figures.
//
// usage: visit-bench visits LOG      one line a day: day, hits, visitors of the site, of the home page, robots, refused
//        visit-bench signs LOG       the number of accounts
//        visit-bench robots -        of each agent on its input, one a line: robot or person
import AccessLog
import Glibc
import Text

let words = CommandLine.arguments
guard words.count == 3 else {
    print("usage: visit-bench visits|signs|robots LOG")
    exit(2)
}
do {
    let log = AccessLog(words[2])
    switch words[1] {
    case "robots":
        let robots = Robots()
        while let agent = readLine() { print(robots.contain(agent) ? "robot" : "person") }
    case "signs":
        let found = try log.signsOfLife(of: .nextcloud)
        print("\(found.signs.count) accounts, \(found.coverage.lines) lines, \(found.coverage.unreadable) unreadable")
    default:
        let visits = try log.visits()
        for day in visits.days {
            print("\(day.day) \(day.hits) \(day.site) \(day.home) \(day.robots) \(day.refused)")
        }
        print("\(visits.coverage.lines) lines, \(visits.coverage.unreadable) unreadable")
    }
} catch {
    print(error.message(.english).string)
    exit(1)
}
