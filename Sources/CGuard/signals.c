#define _GNU_SOURCE
#include "CGuard.h"
#include "state.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/eventfd.h>
#include <unistd.h>

static atomic_uint noted;
static int wake_descriptor = -1;
static int error_reading = -1, error_real = -1;
static char crash_stack[64 * 1024];

// Seconds for a console to end by itself when it is asked to.
static const unsigned int patience = 3;
static atomic_int asked;

// It has not: it hangs, or its terminal takes no bytes. What is left to do is done for it.
static void lose_patience(int number) {
    (void)number;
    uc_restore_now();
    uc_signals_die(atomic_load(&asked));
}

static int is_end(int number) {
    return number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT;
}

static void note(int number) {
    int kept = errno;
    atomic_fetch_or(&noted, 1u << number);
    if (is_end(number) && atomic_load(&uc_state->armed)) {
        atomic_store(&asked, number);
        alarm(patience);
    }
    if (wake_descriptor >= 0) uc_wake(wake_descriptor);
    // Whoever continued us alone also means the guard, which stopped with us.
    if (number == SIGCONT && uc_guard_process() > 0 && getppid() == uc_guard_process())
        kill(uc_guard_process(), SIGCONT);
    errno = kept;
}

// What a crash said about itself waits in the pipe that stood for standard error.
static void tell_last_words(void) {
    char words[1024];
    for (int parts = 0; error_reading >= 0 && parts < 64; parts++) {
        ssize_t count = read(error_reading, words, sizeof words);
        if (count <= 0 || write(error_real, words, (size_t)count) < 0) return;
    }
}

static void crash(int number) {
    uc_restore_now();
    tell_last_words();
    signal(number, SIG_DFL);
    raise(number); // delivered when this handler returns
}

static void install(int number, void (*action)(int), int flags) {
    struct sigaction new = {.sa_handler = action, .sa_flags = flags};
    sigemptyset(&new.sa_mask);
    sigaction(number, &new, NULL);
}

void uc_signals_start(void) {
    uc_state_prepare();
    if (wake_descriptor < 0) wake_descriptor = uc_eventfd();
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, NULL);
    int noting[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
    for (size_t index = 0; index < sizeof noting / sizeof *noting; index++) install(noting[index], note, SA_RESTART);
    int crashing[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
    for (size_t index = 0; index < sizeof crashing / sizeof *crashing; index++)
        install(crashing[index], crash, SA_ONSTACK | SA_RESETHAND);
    install(SIGALRM, lose_patience, SA_RESTART);
    signal(SIGPIPE, SIG_IGN);
}

int uc_signals_descriptor(void) { return wake_descriptor; }

unsigned int uc_signals_take(void) {
    if (wake_descriptor >= 0) uc_drain(wake_descriptor);
    return atomic_exchange(&noted, 0);
}

static void overhear(int number) { (void)number; }

void uc_signals_leave_interrupts(int left) {
    // A function and not SIG_IGN: an ignored signal would stay ignored in the program that has the terminal.
    install(SIGINT, left ? overhear : note, SA_RESTART);
    install(SIGQUIT, left ? overhear : note, SA_RESTART);
}

void uc_signals_standard_error(int reading, int real) {
    error_reading = reading;
    error_real = real;
}

void uc_signals_left(void) { alarm(0); }

void uc_signals_stop(void) {
    sigset_t stop;
    signal(SIGTSTP, SIG_DFL);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL);
    kill(getpid(), SIGTSTP);
    install(SIGTSTP, note, SA_RESTART);
}
