#pragma once
#include <nftables/libnftables.h>

/// glibc declares it only for `_GNU_SOURCE`, which its Swift module is built without.
int memfd_create(const char *name, unsigned int flags);
