#pragma once
#include <zlib.h>

// A macro that Swift cannot see: it adds zlib's version and the size of the structure.
static inline int uc_inflateInit2(z_stream *stream, int windowBits) { return inflateInit2(stream, windowBits); }
