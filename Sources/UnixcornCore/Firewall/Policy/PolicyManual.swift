extension FirewallPolicy {
    /// The sections KEYS and SERVICES of `unixcorn-firewall.toml(5)`, in mdoc. Generated, so that they never say less or
    /// more than the program.
    public static func manual() -> String {
        ".Sh KEYS\n" + PolicyKey.Section.allCases.map(section).joined() + services()
    }

    private static func section(_ section: PolicyKey.Section) -> String {
        let keys = PolicyKey.all.filter { $0.section == section }
        let head = ".Ss \(section.title)\n" + Roff.text(section.words.english) + "\n"
        return keys.isEmpty ? head : head + ".Bl -tag -width indent\n" + keys.map(item).joined() + ".El\n"
    }

    private static func item(_ key: PolicyKey) -> String {
        var text = ".It Ic \(key.name)\n" + Roff.text(key.words.english) + "\n.Pp\n"
        text += Roff.text("Allowed: " + key.allowed.english + ".") + "\n"
        text += key.standard.map { Roff.text("Default: " + $0 + ".") + "\n" } ?? ""
        text += key.isRequired ? "Must be given.\n" : ""
        let isTold = key.example == "true" || key.example == "false" || key.example == key.standard
        return isTold ? text : text + ".Bd -literal -compact\n\(key.name) = \(key.example)\n.Ed\n"
    }

    private static func services() -> String {
        let intro = """
            .Sh SERVICES
            .Nm unixcorn Cm firewall services
            prints the same list.
            A service that is not in it needs no name:
            .Ql tcp/443 ,
            .Ql udp/5000-5010 ,
            .Ql sctp/9899 ,
            .Ql proto/47
            .Pq a protocol by its number ,
            .Ql icmp/8
            and
            .Ql icmpv6/128
            .Pq a type of ICMP .
            .Bl -tag -width indent

            """
        return intro + ServiceCatalogue.all.map(item).joined() + ".El\n"
    }

    private static func item(_ service: Service) -> String {
        let names = ([service.name] + service.aliases).joined(separator: " , ")
        let forms = service.traffic.map(\.description).joined(separator: ", ")
        let text = service.title.english + (forms.isEmpty ? "" : ": " + forms) + "."
        return ".It Ic \(names)\n" + Roff.text(text) + "\n"
    }
}
