#pragma once

#include <sys/types.h>

// Wake descriptors.

/// A descriptor that any thread can make readable (`eventfd`, close-on-exec, non-blocking). -1 when there is none.
int uc_eventfd(void);
/// Makes it readable.
void uc_wake(int descriptor);
/// Makes it unreadable.
void uc_drain(int descriptor);
/// A pipe, close-on-exec and non-blocking at both ends: who writes into a full one loses bytes and goes on.
int uc_pipe(int ends[2]);
/// Closes it.
void uc_close(int descriptor);

// The guard: a process that restores the terminal whatever ends the console.

/// Forks: the child returns and is the console, the parent becomes `unixcorn-guard` and never returns.
/// To be called first thing, while there is one thread. Without a terminal on standard input it only returns.
void uc_guard_start(void);
/// No core files of this process: passwords are in its memory. First thing in `main`.
void uc_leave_no_core(void);
/// Blocks of 4 MiB and more, such as tables of an index, go back to the system when they are freed, and buffers of a megabyte
/// stay for the next (mallopt(3)): by itself glibc raises that to the largest block that was freed. First thing in `main`.
void uc_give_memory_back(void);
/// Readable (end of file) when the guard is gone; -1 without a guard.
int uc_guard_descriptor(void);
/// The process of the guard; 0 without one.
pid_t uc_guard_process(void);
/// What `unixcorn-guard` does: guards the console whose state the inherited descriptor holds. Never returns.
void uc_guard_run(int state_descriptor) __attribute__((noreturn));

// What to undo when the console ends.

/// Notes the bytes that put the terminal back as it was. Cut at 1024.
void uc_restore_note(const char *bytes, size_t count);
/// Whether there is something to undo: the screen is on.
void uc_restore_arm(int armed);
/// Puts the terminal back now, once: modes, and the noted bytes when armed. Async-signal-safe.
void uc_restore_now(void);
/// Puts back the modes that the terminal had at the start, and leaves the noted bytes alone.
void uc_restore_modes(void);

// Signals of the console.

/// Sets all signals up. INT, TERM, HUP, QUIT, TSTP, CONT and WINCH are noted and wake `uc_signals_descriptor`;
/// SEGV, ABRT, BUS, ILL, TRAP and FPE restore the terminal, then kill as they always do; PIPE is ignored. A process that
/// is asked to end by one of the first four and still has the screen 3 s later (ALRM) is ended.
void uc_signals_start(void);
/// The wake descriptor of noted signals.
int uc_signals_descriptor(void);
/// The signals noted since the last call, bit `1 << number` each.
unsigned int uc_signals_take(void);
/// While another program has the terminal, INT and QUIT are its own affair.
void uc_signals_leave_interrupts(int left);
/// What was written to the real standard error when fd 2 became a pipe: `reading` is drained to `real` in a crash.
void uc_signals_standard_error(int reading, int real);
/// The screen was left: the process may take its time to end.
void uc_signals_left(void);
/// Stops this process as ^Z does, and returns when it is continued.
void uc_signals_stop(void);
/// Ends this process by `number` with the default action, without a core.
void uc_signals_die(int number) __attribute__((noreturn));
