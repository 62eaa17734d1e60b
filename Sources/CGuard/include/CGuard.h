#pragma once

/// A descriptor that any thread can make readable (`eventfd`, close-on-exec, non-blocking). -1 when there is none.
int uc_eventfd(void);
/// Makes it readable.
void uc_wake(int descriptor);
/// Makes it unreadable.
void uc_drain(int descriptor);
/// Closes it.
void uc_close(int descriptor);
