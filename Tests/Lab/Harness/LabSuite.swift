import Testing

/// Everything that needs the lab: one test at a time, since they share its guests.
@Suite("The lab", .serialized, .enabled(if: Lab.isPossible, "needs root, QEMU and libvirtd"))
struct LabSuite {}
