/// Words in user agents, in the order in which they are looked for: the first one found decides.
///
/// The words and their order are those that GoAccess 1.7 (MIT licence, `src/browsers.c`) goes by, so that both tell
/// the same robots apart; a people's word that stands before a robots' one shields it. What GoAccess lists after its last
/// robot is left out: it decides nothing. Programs like `curl` or `Wget` are people's there: `Robots(extra:)` adds words.
enum RobotWords {
    /// The runs of words; whether those are robots'.
    static let runs: [(isRobot: Bool, words: [String])] = [
        (false, games + explorers + operas + programs + feeds),
        (true, ["AdsBot-Google", "AppEngine-Google", "Mediapartners-Google", "Google", "WhatsApp"]),
        (false, browsers),
        (true, ["AppleBot", "facebookexternalhit", "Twitter"]),
        (false, ["Safari"]),
        (true, robots),
    ]

    private static let games = [
        "Xbox One", "Xbox", "PlayStation", "NintendoBrowser", "Valve Steam", "Origin", "Raptr",
    ]
    private static let explorers = ["Avant Browser", "IEMobile", "MSIE", "Trident/7.0", "Edg", "Edge", "Surf"]
    private static let operas = ["Opera Mini", "Opera Mobi", "Opera", "OPR", "OPiOS", "Coast"]
    private static let programs = [
        "Homebrew", "APT-", "Apt-Cacher", "Aptly", "Chef Client", "Huawei", "HUAWEI", "BlackBerry", "BrowserX",
        "Dalvik",
        "Dillo", "ELinks", "Epiphany", "Firebird", "Galeon", "google-cloud-sdk", "IBrowse", "K-Meleon", "Konqueror",
        "Links", "Lynx", "Midori", "Minefield", "Mosaic", "Netscape", "SeaMonkey", "UCBrowser", "Wget", "libfetch",
        "check_http", "Go-http-client", "curl", "midori", "w3m", "MicroMessenger", "Apache", "JOSM", "pacman", "Pamac",
        "libwww-perl", "python-requests", "PackageKit", "F-Droid", "okhttp", "node", "PrivacyBrowser", "Transmission",
        "libmpv", "aria2",
    ]
    private static let feeds = [
        "AppleNewsBot", "Bloglines", "Digg Feed Fetcher", "Feedbin", "FeedHQ", "Feedly", "Flipboard", "inoreader.com",
        "Netvibes", "NewsBlur", "PinRSS", "theoldreader.com", "WordPress.com Reader", "YandexBlogs", "Brainstorm",
        "Mastodon", "Pleroma",
    ]
    private static let browsers = [
        "Camino", "Iceweasel", "Waterfox", "PaleMoon", "Focus", "Klar", "Firefox", "BeakerBrowser", "Brave", "Vivaldi",
        "YaBrowser", "HeadlessChrome", "Chrome", "CriOS",
    ]
    private static let robots = [
        "Slack", "Sogou", "Java", "Jakarta Commons-HttpClient", "netEstate", "PiplBot", "IstellaBot", "heritrix",
        "PagesInventory", "rogerbot", "fastbot", "yacybot", "PycURL", "PHP", "AndroidDownloadManager", "Embedly",
        "ruby",
        "Ruby", "python", "Python", "LinkedIn", "Microsoft-WebDAV", "DuckDuckGo-Favicons-Bot", "bingbot", "PetalBot",
        "Discordbot", "ZoominfoBot", "Googlebot", "DotBot", "AhrefsBot", "SemrushBot", "Adsbot", "BLEXBot",
        "NetcraftSurveyAgent", "Netcraft Web Server Survey", "masscan", "MJ12bot", "Pandalytics", "YandexBot",
        "Nimbostratus-Bot", "HTTP Banner Detection", "Hakai", "WinHttp.WinHttpRequest.5", "NetSystemsResearch",
        "Nextcloud Server Crawler", "CFNetwork", "GoScraper", "Googlebot-Image", "ZmEu", "DowntimeDetector", "MauiBot",
        "Cloud", "stagefright",
    ]
}
