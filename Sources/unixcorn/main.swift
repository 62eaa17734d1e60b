import CGuard
import Glibc

uc_leave_no_core()
uc_give_memory_back()
// The guard forks first: one thread, before any library has run. From here on this is the child.
if Startup.wantsGuard(CommandLine.arguments) { uc_guard_start() }
// Characters by the locale; messages of libraries stay in English, as libvirt's are told apart by them.
unsafe setlocale(LC_CTYPE, "")
let code = Startup.run(Array(CommandLine.arguments.dropFirst()))
// Not `exit`: it would tear libraries down under threads that are still inside them (libvirt opening a connection is in
// libcrypto's start), and end an orderly refusal with SIGSEGV. What was printed is written first.
fflush(nil)
_exit(code)
