#pragma once
#include <libnbd.h>
#include <spawn.h>

/// glibc declares it only for `_GNU_SOURCE`, which its Swift module is built without.
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
