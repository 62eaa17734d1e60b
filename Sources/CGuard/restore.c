#include "CGuard.h"
#include "state.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static struct uc_state own_state = {.terminal = -1};
struct uc_state *uc_state = &own_state;

void uc_state_prepare(void) {
    if (uc_state->terminal >= 0) return;
    int terminal = isatty(STDOUT_FILENO) ? STDOUT_FILENO : isatty(STDIN_FILENO) ? STDIN_FILENO : -1;
    if (terminal < 0) return;
    uc_state->console = getpid();
    uc_state->has_modes = tcgetattr(terminal, &uc_state->modes) == 0;
    uc_state->terminal = terminal;
}

void uc_restore_note(const char *bytes, size_t count) {
    if (count > sizeof uc_state->bytes) count = sizeof uc_state->bytes;
    // A reader between the two stores sees no bytes, never half of them.
    atomic_store(&uc_state->count, 0);
    memcpy(uc_state->bytes, bytes, count);
    atomic_store(&uc_state->count, (int)count);
}

void uc_restore_arm(int armed) { atomic_store(&uc_state->armed, armed); }

// A process in the background may not set modes: SIGTTOU is held off meanwhile.
static void set_modes(void) {
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGTTOU);
    sigprocmask(SIG_BLOCK, &block, &before);
    tcflow(uc_state->terminal, TCOON); // a screen stopped by ^S would hold the restoring bytes
    tcsetattr(uc_state->terminal, TCSANOW, &uc_state->modes);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

// Writes what goes out within a second in all; a dead terminal must not hold anybody.
static void put_bytes(const char *bytes, int count) {
    for (int tries = 0; count > 0 && tries < 10;) {
        struct pollfd room = {uc_state->terminal, POLLOUT, 0};
        int ready = poll(&room, 1, 100);
        if (ready <= 0) {
            tries++;
            continue;
        }
        ssize_t put = (room.revents & POLLOUT) ? write(uc_state->terminal, bytes, (size_t)count) : -1;
        if (put < 0 && errno != EINTR && errno != EAGAIN) return;
        if (put < 0) tries++;
        if (put > 0) bytes += put, count -= (int)put;
    }
}

void uc_restore_modes(void) {
    if (uc_state->terminal >= 0 && uc_state->has_modes) set_modes();
}

void uc_restore_now(void) {
    int kept = errno;
    if (uc_state->terminal >= 0 && atomic_exchange(&uc_state->armed, 0)) {
        put_bytes(uc_state->bytes, atomic_load(&uc_state->count));
        tcflush(uc_state->terminal, TCIFLUSH); // keys and reports on their way are not for the shell
        uc_restore_modes();
    }
    errno = kept;
}
