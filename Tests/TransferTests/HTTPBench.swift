import TestSupport
import Testing
import Text

@testable import Transfer

/// A server with a script, and an impatient connection to it.
struct HTTPBench {
    let server: ScriptedServer
    let connection: HTTPConnection

    init(
        _ script: [String], tls: Bool = true, login: HTTPLogin = .none, limits: HTTPLimits = HTTPBench.quick
    ) throws {
        server = try ScriptedServer("[" + script.joined(separator: ",") + "]", tls: tls)
        connection = HTTPConnection(
            try HTTPServer(url: server.url, authorities: server.certificates?.authority), login: login, limits: limits)
    }

    static let quick = HTTPLimits(
        connecting: 20, whole: 60, stall: 30, attempts: 3, firstPause: 0.02, longestPause: 3)

    static let fine = ScriptedServer.json("{}")
}
