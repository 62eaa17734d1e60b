import UnixcornCore

/// `man/unixcorn.toml.5`: made from the table of configuration keys.
enum ConfigurationPage {
    static var text: String { head + Configuration.manual() + tail }

    private static let head = """
        .Dd November 24, 2026
        .Dt UNIXCORN.TOML 5
        .Os
        .Sh NAME
        .Nm unixcorn.toml
        .Nd configuration of the unixcorn console
        .Sh DESCRIPTION
        The file says which hosts, pools and thresholds the site has.
        It is looked for at
        .Pa /etc/unixcorn/unixcorn.toml ,
        then at
        .Pa ~/.config/unixcorn/unixcorn.toml ;
        without one the console shows the machine's own
        .Ql qemu:///system .
        .Pp
        It is TOML 1.0.
        An unknown key, a wrong type and a value out of range are errors that name
        the file, the line and what is allowed.
        No secret stands in it.
        .Nm unixcorn Cm config
        prints an example with every key;
        .Nm unixcorn Cm doctor
        checks the whole file.
        .Sh KEYS

        """

    private static let tail = """
        .Sh EXAMPLES
        .Bd -literal -offset indent
        [site]
        name = "licorne"
        language = "fr"
        timezone = "Europe/Paris"

        [[host]]
        name = "licorne"
        uri = "qemu:///system"

        [pools.san]
        role = "san"
        warn_at = 85
        .Ed
        .Sh SEE ALSO
        .Xr unixcorn 1 ,
        .Xr unixcorn-keys 7

        """
}
