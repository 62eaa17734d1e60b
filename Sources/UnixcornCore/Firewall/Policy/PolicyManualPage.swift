import Foundation

extension FirewallPolicy {
    /// `man/unixcorn-firewall.toml.5`: made from the tables of keys and services.
    public static func manualPage() -> String { head + manual() + tail }

    private static let head = """
        .Dd November 24, 2026
        .Dt UNIXCORN-FIREWALL.TOML 5
        .Os
        .Sh NAME
        .Nm unixcorn-firewall.toml
        .Nd firewall policy of the unixcorn console
        .Sh DESCRIPTION
        The file
        .Pa /etc/unixcorn/firewall.toml
        says who may talk to whom: the guests by their kind, and the host itself.
        What it does not allow is dropped.
        .Pp
        A guest names its kind in its own metadata.
        A kind is a list of services that it accepts, from whom and at what rate, and
        of those that it may open.
        One line holds for IPv4 and IPv6.
        Answers to what is allowed, neighbour discovery and the ICMP that a network
        needs always pass; forged addresses never do.
        .Pp
        It is TOML 1.0, and every key may be left out unless it says otherwise.
        An unknown key, a wrong address, addresses that a set has twice, a port out of
        range, a name that nobody declares and a circle of names are errors that name
        the file, the line and what is allowed.
        Nothing is applied from a file that has one.
        .Nm unixcorn Cm firewall check
        reads the file and does nothing else.

        """

    private static let tail = """
        .Sh FILES
        .Bl -tag -width indent
        .It Pa /etc/unixcorn/firewall.toml
        The policy.
        .El
        .Sh EXAMPLES
        .Bd -literal -offset indent
        admins = ["203.0.113.7", "2001:db8:5::/64"]
        block = ["bad"]

        [sets]
        office = ["192.0.2.0/24", "2001:db8:1::/48"]
        bad = { file = "blocklist.txt", merge = true }

        [kinds.base]
        accept = [{ service = "ssh", from = ["admins", "@office"] }]
        out = ["dns", "ntp", "https"]

        [kinds.web]
        include = ["base"]
        accept = ["web", "http3"]

        [kinds.mail]
        include = ["base"]
        accept = ["mail", { service = "imaps", rate = "30/minute" }]
        out = ["smtp"]

        [guests.blog]
        out = [{ service = "smtp", to = "guest:mail" }]

        [[publish]]
        port = "tcp/443"
        to = "blog"
        .Ed
        .Sh SEE ALSO
        .Xr unixcorn 1 ,
        .Xr unixcorn.toml 5 ,
        .Xr nft 8

        """

    /// The example of the manual page.
    static var manualExample: String {
        let from = tail.range(of: ".Bd -literal -offset indent\n")?.upperBound ?? tail.startIndex
        let to = tail.range(of: ".Ed\n")?.lowerBound ?? tail.endIndex
        return from < to ? String(tail[from..<to]) : ""
    }
}
