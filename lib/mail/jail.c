/*
 * The parser's child (SECURITY.md 6.2).  The input needs no pipe: the fork
 * already has its bytes.  The seccomp program is compiled once, in the parent;
 * a child only loads it, so that a call costs little more than fork(2).
 */
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/log.h"
#include "core/time.h"
#include "mail/jail_in.h"

#define JAIL_AS		((rlim_t)256 << 20)
#define JAIL_CPU_S	5

/* A sanitizer's run time maps terabytes and opens files: no fence there. */
#if defined(__SANITIZE_ADDRESS__)
#define JAIL_OPEN	1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define JAIL_OPEN	1
#endif
#endif
#ifndef JAIL_OPEN
#define JAIL_OPEN	0
#endif

static struct sock_fprog jail_program;

/* What a parser needs: memory, its answer, its end. */
static const int jail_allowed[] = {
	SCMP_SYS(read), SCMP_SYS(munmap), SCMP_SYS(brk), SCMP_SYS(futex),
	SCMP_SYS(exit_group), SCMP_SYS(exit), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(madvise), SCMP_SYS(mremap), SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime), SCMP_SYS(restart_syscall),
};

/*
 * What libraries ask for out of habit (iconv looks for a character set that was
 * not opened before, malloc for the number of processors): they get EACCES and
 * go on without; anything else is the end.
 */
static const int jail_refused[] = {
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(lstat),
	SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
	SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(readlink),
	SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sysinfo), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(prlimit64), SCMP_SYS(lseek), SCMP_SYS(ioctl),
};

/* Rules whose arguments matter. */
static int
jail_rules(scmp_filter_ctx f)
{
	int bad = 0;

	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
	    SCMP_A0(SCMP_CMP_LE, JAIL_OUT));
	/* a child that serves: its next call, and the end of one */
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(recvmsg), 1,
	    SCMP_A0(SCMP_CMP_EQ, JAIL_OUT));
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(close), 1,
	    SCMP_A0(SCMP_CMP_EQ, JAIL_IN));
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
	    SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	for (size_t i = 0; i < sizeof(jail_allowed) / sizeof(int); i++)
		bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, jail_allowed[i], 0);
	for (size_t i = 0; i < sizeof(jail_refused) / sizeof(int); i++)
		bad |= seccomp_rule_add(f, SCMP_ACT_ERRNO(EACCES),
		    jail_refused[i], 0);
	return (bad);
}

/* The compiled filter, through a memory file: libseccomp knows no other way. */
void
jail_compile(void)
{
	static struct sock_filter code[1024];
	scmp_filter_ctx f;
	ssize_t n;
	int fd;

	if (JAIL_OPEN || jail_program.len != 0)
		return;
	f = seccomp_init(SCMP_ACT_KILL_PROCESS);
	fd = memfd_create("jail", MFD_CLOEXEC);
	if (f == NULL || fd < 0 || jail_rules(f) != 0 ||
	    seccomp_export_bpf(f, fd) != 0)
		die("mail: cannot make the parser's seccomp filter");
	n = pread(fd, code, sizeof(code), 0);
	if (n <= 0 || (size_t)n == sizeof(code))
		die("mail: cannot read the parser's seccomp filter");
	close(fd);
	seccomp_release(f);
	jail_program.filter = code;
	jail_program.len = (unsigned short)((size_t)n / sizeof(code[0]));
}

static void
jail_limit(int what, rlim_t v)
{
	const struct rlimit l = { .rlim_cur = v, .rlim_max = v };

	if (setrlimit(what, &l) != 0)
		_exit(2);
}

/* Bytes of address space this process already has (proc(5), statm). */
static rlim_t
jail_mapped(void)
{
	char s[64] = "";
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return ((rlim_t)1 << 30);
	if (read(fd, s, sizeof(s) - 1) <= 0)
		s[0] = '\0';
	close(fd);
	return ((rlim_t)strtoul(s, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE));
}

void
jail_lock(int out, size_t input)
{
	rlim_t as = jail_mapped() + JAIL_AS + (rlim_t)input * 5;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (out != JAIL_OUT && dup2(out, JAIL_OUT) < 0)
		_exit(2);
	(void)close(0);
	if (JAIL_OPEN)			/* keep 2 for the sanitizer's report */
		return;
	if (syscall(SYS_close_range, JAIL_OUT + 1, ~0U, 0) != 0)
		_exit(2);
	jail_limit(RLIMIT_CORE, 0);
	jail_limit(RLIMIT_CPU, JAIL_CPU_S);
	jail_limit(RLIMIT_FSIZE, 0);
	jail_limit(RLIMIT_AS, as);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &jail_program) != 0)
		_exit(2);
}

void
jail_write(int fd, const void *p, size_t n)
{
	const char *s = p;

	while (n > 0) {
		ssize_t w = write(fd, s, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			_exit(3);
		s += w;
		n -= (size_t)w;
	}
}

__attribute__((noreturn)) static void
jail_child(int out, jail_fn *fn, struct bytes in)
{
	struct arena *a;
	struct buf b;
	uint64_t n;

	jail_lock(out, in.n);
	a = arena_new(((size_t)256 << 20) + in.n * 5);
	b = (struct buf)BUF_INIT(a);
	fn(a, in, &b);
	n = b.n;
	jail_write(JAIL_OUT, &n, sizeof(n));
	jail_write(JAIL_OUT, b.p, b.n);
	_exit(0);
}

/* Exactly n bytes before the deadline. */
static bool
jail_read(int fd, void *p, size_t n, int64_t deadline)
{
	struct pollfd pf = { .fd = fd, .events = POLLIN };
	char *s = p;

	while (n > 0) {
		int64_t left = deadline - mono_us();
		ssize_t r;

		if (left <= 0)
			return (false);
		if (poll(&pf, 1, (int)(left / 1000) + 1) <= 0)
			continue;
		r = read(fd, s, n);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return (false);
		s += r;
		n -= (size_t)r;
	}
	return (true);
}

bool
jail_answer(struct arena *a, int fd, size_t max, struct bytes *out_r)
{
	int64_t deadline = mono_us() + JAIL_WALL_US;
	uint8_t *p;
	uint64_t n;

	if (!jail_read(fd, &n, sizeof(n), deadline) || n > max)
		return (false);
	p = arena_alloc(a, (size_t)n + 1);
	if (!jail_read(fd, p, (size_t)n, deadline))
		return (false);
	*out_r = (struct bytes){ .p = p, .n = (size_t)n };
	return (true);
}

/* Waits for the child; says how it died. */
static void
jail_end(pid_t pid, bool whole)
{
	int status = 0;

	if (!whole)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return;		/* SIGCHLD is ignored: no status */
	if (whole)
		return;
	if (WIFSIGNALED(status))
		log_warn("mail: parser ended by signal %d", WTERMSIG(status));
	else
		log_warn("mail: parser ended with %d", WEXITSTATUS(status));
}

enum rc
jail_run(struct arena *a, jail_fn *fn, struct bytes in, struct bytes *out_r)
{
	bool whole;
	pid_t pid;
	int p[2];

	if (jail_served(fn))
		return (jail_ask(a, in, out_r));
	jail_compile();
	if (pipe2(p, O_CLOEXEC) != 0) {
		log_warn("mail: no pipe for the parser: errno %d", errno);
		return (RC_FAILED);
	}
	pid = fork();
	if (pid == 0)
		jail_child(p[1], fn, in);
	close(p[1]);
	if (pid < 0) {
		log_warn("mail: no process for the parser: errno %d", errno);
		close(p[0]);
		return (RC_FAILED);
	}
	whole = jail_answer(a, p[0], in.n + JAIL_ANSWER_SLACK, out_r);
	close(p[0]);
	jail_end(pid, whole);
	return (whole ? RC_OK : RC_INVALID);
}
