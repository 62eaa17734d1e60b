/// A log like a small site's, of many kinds of lines, the same for the same seed.
struct VariedLog {
    /// All of it.
    private(set) var text = ""
    /// Only the lines that ask for `/`, whatever follows a question mark.
    private(set) var home = ""
    private var dice: Dice

    init(lines: Int, days: Int, seed: UInt64) {
        dice = Dice(seed: seed)
        text.reserveCapacity(lines * 180)
        for number in 0..<lines {
            let second = min(number * days * 86400 / lines + Int.random(in: 0..<90, using: &dice), days * 86400 - 1)
            if dice.chance(1) {
                text += bad(at: time(second))
            } else {
                add(at: time(second))
            }
        }
    }

    /// October and November 2026, summer time until the 25th.
    private func time(_ second: Int) -> String {
        let day = second / 86400
        let (date, month) = day < 31 ? (day + 1, "Oct") : (day - 30, "Nov")
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let clock = "\(two(second / 3600 % 24)):\(two(second / 60 % 60)):\(two(second % 60))"
        return "\(two(date))/\(month)/2026:\(clock) \(day < 24 ? "+0200" : "+0100")"
    }

    private mutating func address() -> String {
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: "192.0.2.\(Int.random(in: 1..<255, using: &dice))"
        case 1:
            "2001:db8:\(String(Int.random(in: 1..<40, using: &dice), radix: 16))::\(Int.random(in: 1..<40, using: &dice))"
        case 2: "::ffff:198.51.100.\(Int.random(in: 1..<40, using: &dice))"
        default: "10.\(Int.random(in: 0..<30, using: &dice)).0.\(Int.random(in: 0..<200, using: &dice))"
        }
    }

    private mutating func agent() -> String {
        let version = Int.random(in: 100..<108, using: &dice)
        return switch Int.random(in: 0..<10, using: &dice) {
        case 0: dice.pick(VariedLog.robots)
        case 1: dice.pick(VariedLog.others)
        case 2..<6: "Mozilla/5.0 (X11; Linux x86_64; rv:\(version).0) Gecko/20100101 Firefox/\(version).0"
        default: "Mozilla/5.0 (Macintosh) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/\(version).0.0.0 Safari/537.36"
        }
    }

    private static let robots = [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Java/17.0.2", "Twitterbot/1.0",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "Slackbot-LinkExpanding 1.0",
        "NetcraftSurveyAgent/1.0", "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible;+PetalBot;++https://example.com)",
        "DuckDuckGo-Favicons-Bot", "newbot (http://bot.example/)", "Netcraft%20Web%20Server%20Survey",
    ]
    private static let others = [
        "-", "", "curl/7.88.1", "Wget/1.21", "python-requests/2.31", "Go-http-client/1.1", #"quote \" in it"#,
        #"\x22\x5Cnginx"#, "Mozilla/5.0 Firefox/115.0 Slack", "Foo ; http://x Slack", "mirall/3.7 (Nextcloud)",
        "  spaces ",
        "a%20b", "a b", "Lynx/2.9 (http", "caf\u{e9}/1",
    ]

    private mutating func add(at time: String) {
        let path = dice.pick([
            "/", "/", "/", "/?from=mail", "/?a=b%20c", "/index.html", "/about", "/a%20b", "/style.css", "/logo.png",
            "/remote.php/dav/files/alice/x", "/search?q=/", "/robots.txt",
        ])
        let method = dice.pick(["GET", "GET", "GET", "GET", "HEAD", "POST", "PROPFIND"])
        var request = "\(method) \(path) \(dice.pick(["HTTP/1.1", "HTTP/1.1", "HTTP/2.0", "HTTP/1.0"]))"
        var isHome = (path == "/" || path.hasPrefix("/?")) && method != "PROPFIND"
        if method == "PROPFIND" { request = "PROPFIND /remote.php/webdav/ HTTP/1.1" }
        if dice.chance(2) {
            request = dice.pick([#"\x16\x03\x01\x02"#, "-", "", "GET /", #"GET /\"q\" HTTP/1.1"#, "hello"])
            isHome = false
        }
        let status = dice.pick([200, 200, 200, 200, 200, 206, 207, 301, 304, 400, 401, 403, 404, 500, 503])
        let line =
            "\(address()) - \(dice.pick(["-", "-", "-", "bob", "a b"])) [\(time)] \"\(request)\" \(status) "
            + "\(dice.pick(["-", "0", "5316"])) \"\(dice.pick(["-", "https://example.org/?a=b", ""]))\" \"\(agent())\"\n"
        text += line
        if isHome { home += line }
    }

    private mutating func bad(at time: String) -> String {
        dice.pick([
            "\n", "rubbish\n", "192.0.2.1 - - [\(time)\n",
            "host.example - - [\(time)] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\"\n",
            "192.0.2.1 - - [\(time)] \"GET / HTTP/1.1\" 600 1 \"-\" \"x\"\n",
            "192.0.2.256 - - [\(time)] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\"\n",
            "192.0.2.1 - - [32/Oct/2026:10:00:00 +0200] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\"\n",
            "192.0.2.1 - - [\(time)] \"GET / HTTP/1.1\n", "192.0.2.1 - - [\(time)] \"GET / HTTP/1.1\" 200 1\n",
            "1:2:3 - - [\(time)] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\"\n",
        ])
    }
}
