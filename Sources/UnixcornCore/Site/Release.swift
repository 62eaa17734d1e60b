/// What this program calls itself in what it writes.
public enum Release {
    public static let version = "0.1.0"
    public static let nameAndVersion = "unixcorn " + version
}
