#define _GNU_SOURCE
#include "CGuard.h"
#include "state.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int guard_descriptor = -1;
static pid_t guard_process = 0;

int uc_guard_descriptor(void) { return guard_descriptor; }
pid_t uc_guard_process(void) { return guard_process; }

static struct uc_state *map_state(int descriptor) {
    void *memory = mmap(NULL, sizeof(struct uc_state), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

// Runs `unixcorn-guard` from `folder`, relative to the folder of this program. Returns when it is not there.
static void execute(const char *folder, int state_descriptor) {
    char path[PATH_MAX], number[16];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = 0;
    char *slash = strrchr(path, '/');
    if (!slash) return;
    slash[1] = 0;
    if (strlen(path) + strlen(folder) + sizeof "unixcorn-guard" > sizeof path) return;
    strcat(strcat(path, folder), "unixcorn-guard");
    snprintf(number, sizeof number, "%d", state_descriptor);
    char *arguments[] = {"unixcorn-guard", number, NULL};
    extern char **environ;
    execve(path, arguments, environ);
}

void uc_leave_no_core(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_CORE, &limit) != 0) return;
    // One byte and not none: a core collector behind a pipe is stopped by one and not by none (core(5)).
    limit.rlim_cur = limit.rlim_max < 1 ? limit.rlim_max : 1;
    setrlimit(RLIMIT_CORE, &limit);
}

/// Swift's runtime handles crashes from before `main`: its backtracer would take the terminal, ask questions there and
/// keep the process alive for ever.
static void die_of_crashes(void) {
    int crashing[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGQUIT};
    for (size_t index = 0; index < sizeof crashing / sizeof *crashing; index++) signal(crashing[index], SIG_DFL);
}

void uc_guard_start(void) {
    if (!isatty(STDIN_FILENO)) return;
    die_of_crashes();
    int memory = memfd_create("unixcorn-terminal", 0);
    if (memory < 0 || ftruncate(memory, sizeof(struct uc_state)) != 0) return;
    struct uc_state *shared = map_state(memory);
    int alive[2];
    if (!shared || pipe2(alive, O_CLOEXEC) != 0) {
        close(memory);
        return;
    }
    uc_state_prepare();
    memcpy(shared, uc_state, sizeof *shared);
    uc_state = shared;
    pid_t guard = getpid();
    pid_t console = fork();
    if (console != 0) {
        if (console > 0) {
            shared->console = console;
            close(alive[0]);
            fcntl(alive[1], F_SETFD, 0); // stays open in the guard: its end is what the console hears
            execute("", memory);
            execute("../libexec/unixcorn/", memory);
            uc_guard_run(memory); // not installed beside us: the same code in place
        }
        close(alive[0]);
        close(alive[1]);
        close(memory);
        return; // no process to be had: a console without a guard
    }
    shared->console = getpid();
    close(alive[1]);
    close(memory);
    guard_descriptor = alive[0];
    guard_process = guard;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != guard) raise(SIGTERM);
}

// Takes the signal for good, with its default action.
static void take_default(int number) {
    sigset_t set;
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    raise(number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void uc_signals_die(int number) {
    prctl(PR_SET_DUMPABLE, 0);
    take_default(number);
    _exit(128 + number);
}

// The console has stopped: so does the guard, by the same signal, and the shell has its terminal.
static void stop_with_console(int number) {
    uc_restore_now();
    take_default(number);
    if (number != SIGSTOP) signal(number, SIG_IGN);
    kill(uc_state->console, SIGCONT);
}

static void follow_console(void) {
    int status;
    while (waitpid(uc_state->console, &status, WUNTRACED | WNOHANG) > 0) {
        if (WIFSTOPPED(status)) {
            stop_with_console(WSTOPSIG(status));
            continue;
        }
        uc_restore_now();
        if (WIFSIGNALED(status)) uc_signals_die(WTERMSIG(status));
        _exit(WEXITSTATUS(status));
    }
}

void uc_guard_run(int state_descriptor) {
    struct uc_state *shared = map_state(state_descriptor);
    if (!shared) _exit(2);
    uc_state = shared;
    close(state_descriptor);
    prctl(PR_SET_NAME, "unixcorn-guard");
    int ignored[] = {SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE};
    for (size_t index = 0; index < sizeof ignored / sizeof *ignored; index++) signal(ignored[index], SIG_IGN);
    // The Swift runtime, where it got linked in, would stay for half a minute and ask what to do about a crash.
    int plain[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
    for (size_t index = 0; index < sizeof plain / sizeof *plain; index++) signal(plain[index], SIG_DFL);
    int forwarded[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
    sigset_t heard;
    sigemptyset(&heard);
    for (size_t index = 0; index < sizeof forwarded / sizeof *forwarded; index++) sigaddset(&heard, forwarded[index]);
    sigaddset(&heard, SIGCHLD);
    signal(SIGCHLD, SIG_DFL); // ignored by whoever started us, it would eat the console's status
    sigprocmask(SIG_BLOCK, &heard, NULL);
    for (;;) {
        follow_console();
        siginfo_t told;
        int number = sigwaitinfo(&heard, &told);
        // ^C and the quit key come from the kernel, to the console as well; the hang-up may come to us alone.
        int is_shared = number > 0 && told.si_code == SI_KERNEL && (number == SIGINT || number == SIGQUIT);
        if (number > 0 && number != SIGCHLD && !is_shared) kill(uc_state->console, number);
    }
}
