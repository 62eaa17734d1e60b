#pragma once

#include <stdatomic.h>
#include <sys/types.h>
#include <termios.h>

/// What the guard must know to put the terminal back. In memory that console and guard share (`memfd_create`).
struct uc_state {
    pid_t console;
    int terminal;
    int has_modes;
    struct termios modes;
    atomic_int armed;
    atomic_int count;
    char bytes[1024];
};

/// The state of this process: shared with the guard, or its own. Never null.
extern struct uc_state *uc_state;

/// Sets up `uc_state` without a guard, when that was not done.
void uc_state_prepare(void);
