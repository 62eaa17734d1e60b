import Glibc

/// What tests need that only root has.
public enum Root {
    /// Whether namespaces of our own, with rules and interfaces of their own, can be made.
    public static let hasNamespaces = geteuid() == 0
}
