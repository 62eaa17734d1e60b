#pragma once
#include <zstd.h>
#include <zstd_errors.h>

// Macros that Swift cannot see.
static const unsigned long long uc_zstd_unknown = ZSTD_CONTENTSIZE_UNKNOWN;
static const unsigned long long uc_zstd_no_frame = ZSTD_CONTENTSIZE_ERROR;
