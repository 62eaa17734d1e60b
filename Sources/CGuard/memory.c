#include <malloc.h>

#include "CGuard.h"

void uc_give_memory_back(void) {
    // Once one is set glibc moves neither by itself: the second would stay at 128 KiB, and each freed megabyte go back.
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
}
