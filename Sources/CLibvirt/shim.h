#pragma once
#include <stddef.h>
#include <libvirt/libvirt.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/virterror.h>

/// Without this libvirt prints every error to stderr, over the screen.
static inline void uc_ignore_error(void *data, virErrorPtr error) { (void)data; (void)error; }
static inline void uc_silence_errors(void) { virSetErrorFunc(NULL, uc_ignore_error); }
