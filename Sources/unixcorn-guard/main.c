#include "CGuard.h"
#include <stdio.h>
#include <stdlib.h>

// Started by the console itself, with the number of the descriptor that holds what to restore.
int main(int count, char **arguments) {
    if (count != 2) {
        fputs("unixcorn-guard: started by unixcorn, not by hand\n", stderr);
        return 2;
    }
    uc_guard_run(atoi(arguments[1]));
}
