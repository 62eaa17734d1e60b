import CGuard
import Glibc

// The guard forks first: one thread, before any library has run. From here on this is the child.
if Startup.wantsGuard(CommandLine.arguments) { uc_guard_start() }
setlocale(LC_ALL, "")
exit(Startup.run(Array(CommandLine.arguments.dropFirst())))
