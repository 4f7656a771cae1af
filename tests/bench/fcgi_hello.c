/*
 * The bench's ceiling: a bare libfcgi program that answers 1 kB and does
 * nothing else.  usage: fcgi_hello SOCKET PROCESSES
 */
#include <fcgiapp.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/log.h"

#define HELLO_MAX	64

static void
serve(int fd)
{
	static char body[1024 + 1];
	FCGX_Request r;

	memset(body, 'x', 1024);
	memcpy(body, "hello", 5);
	if (FCGX_InitRequest(&r, fd, 0) != 0)
		die("libfcgi cannot be started");
	while (FCGX_Accept_r(&r) == 0) {
		FCGX_FPrintF(r.out, "Content-Type: text/html\r\n"
		    "Content-Length: 1024\r\n\r\n%s", body);
		FCGX_Finish_r(&r);
	}
}

int
main(int argc, char **argv)
{
	struct group *gr = getgrnam("www-data");
	int n, fd;

	log_open("hello");
	if (argc != 3 || (n = (int)strtol(argv[2], NULL, 10)) < 1 ||
	    n > HELLO_MAX)
		die("usage: fcgi_hello SOCKET PROCESSES");
	if (FCGX_Init() != 0 || (fd = FCGX_OpenSocket(argv[1], 1024)) < 0)
		die("cannot listen on %s", argv[1]);
	if (chmod(argv[1], 0660) != 0 || (gr != NULL &&
	    chown(argv[1], (uid_t)-1, gr->gr_gid) != 0))
		die("cannot set the rights of %s", argv[1]);
	for (int i = 0; i < n; i++)
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			serve(fd);
			_exit(1);
		}
	while (wait(NULL) > 0)
		;
	return (1);
}
