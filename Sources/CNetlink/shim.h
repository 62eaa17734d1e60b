#pragma once
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>
#include <linux/neighbour.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netfilter/nfnetlink_log.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <linux/veth.h>
#include <pthread.h>
#include <sys/types.h>

// glibc declares these only for `_GNU_SOURCE`, which its Swift module is built without.
int unshare(int flags);
int setns(int descriptor, int kind);
pid_t gettid(void);
int pthread_setname_np(pthread_t thread, const char *name);

// Macros that Swift cannot see: they are made of casts, or named like their own enumerators.
static const int uc_clone_newnet = CLONE_NEWNET;
static const unsigned long uc_tunsetiff = TUNSETIFF;
static const unsigned int uc_group_nftables = NFNLGRP_NFTABLES;
static const unsigned int uc_group_nftrace = NFNLGRP_NFTRACE;
static const unsigned int uc_ifa_f_nodad = IFA_F_NODAD;
static const unsigned int uc_ifa_f_permanent = IFA_F_PERMANENT;
