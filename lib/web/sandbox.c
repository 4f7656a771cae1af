/*
 * The system calls of a worker, from strace over the whole page tests: it
 * serves one socket, talks to MariaDB by another, reads and writes sealed files
 * below one open folder.  Whatever else a broken worker is made to try is
 * refused (SECURITY 6.2).
 */
#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "core/str.h"
#include "web/priv.h"

/* The sanitizers' own work (threads, /proc, ptrace) needs far more. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED	1
#endif
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED	1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED	0
#endif

static const int allowed[] = {
	/* requests, database, log */
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev),
	SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(recvmsg),
	SCMP_SYS(sendmsg), SCMP_SYS(accept), SCMP_SYS(accept4),
	SCMP_SYS(connect),
	SCMP_SYS(shutdown), SCMP_SYS(setsockopt), SCMP_SYS(getsockopt),
	SCMP_SYS(getpeername), SCMP_SYS(getsockname), SCMP_SYS(poll),
	SCMP_SYS(ppoll), SCMP_SYS(epoll_pwait), SCMP_SYS(fcntl),
	SCMP_SYS(close),
	/* sealed files, the slot file */
	SCMP_SYS(openat), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
	SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
	SCMP_SYS(statx), SCMP_SYS(fsync), SCMP_SYS(fdatasync),
	SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fadvise64),
	SCMP_SYS(flock), SCMP_SYS(mkdirat), SCMP_SYS(renameat),
	SCMP_SYS(renameat2), SCMP_SYS(unlinkat), SCMP_SYS(fchmod),
	SCMP_SYS(fchmodat), SCMP_SYS(umask), SCMP_SYS(fstatfs),
	/* memory, time, chance, ends */
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	SCMP_SYS(mlock), SCMP_SYS(munlock), SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(futex),
	SCMP_SYS(setitimer), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
	SCMP_SYS(getegid), SCMP_SYS(sysinfo), SCMP_SYS(uname),
	SCMP_SYS(getrusage), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigpending),
	SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/* No honest code of ours ever tries these: the end, whatever the setting. */
static const int fatal[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
	SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
	SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd),
	SCMP_SYS(mount), SCMP_SYS(unshare), SCMP_SYS(setns),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(keyctl),
};

static void
rule(scmp_filter_ctx ctx, uint32_t action, int call, unsigned n,
    struct scmp_arg_cmp arg)
{
	if (seccomp_rule_add_array(ctx, action, call, n, &arg) != 0)
		die("sandbox: the rule for system call %d", call);
}

static void
rules(scmp_filter_ctx ctx, bool kill)
{
	struct scmp_arg_cmp none = { 0 };

	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		rule(ctx, SCMP_ACT_ALLOW, allowed[i], 0, none);
	/* libseccomp refuses rules that say what the default does. */
	for (size_t i = 0; !kill && i < sizeof(fatal) / sizeof(fatal[0]); i++)
		rule(ctx, SCMP_ACT_KILL_PROCESS, fatal[i], 0, none);
	/* To reach the database again. */
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
	    SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
	if (!kill)
		rule(ctx, SCMP_ACT_KILL_PROCESS, SCMP_SYS(socket), 1,
		    SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	/* Memory that runs was all mapped before. */
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	/* abort(): signals only to oneself. */
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
	    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
}

void
sandbox_enter(void)
{
	struct rlimit none = { 0, 0 };
	bool kill = str_eq(conf_str("Sandbox"), "kill");
	scmp_filter_ctx ctx;

	if (setrlimit(RLIMIT_CORE, &none) != 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0) != 0)
		die("sandbox: the process cannot be closed");
	if (SANITIZED)
		return;
	ctx = seccomp_init(kill ? SCMP_ACT_KILL_PROCESS
	    : SCMP_ACT_ERRNO(EPERM));
	if (ctx == NULL)
		die("sandbox: no memory");
	rules(ctx, kill);
	/* The kernel's audit log tells which call was refused. */
	seccomp_attr_set(ctx, SCMP_FLTATR_CTL_LOG, 1);
	if (seccomp_load(ctx) != 0)
		die("sandbox: the kernel takes no filter");
	seccomp_release(ctx);
}
