/* peak FILE COMMAND...: runs it; the most memory it had, in KB, goes into FILE. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rusage u;
	int status = 0;
	pid_t pid;
	FILE *f;

	if (argc < 3 || (f = fopen(argv[1], "we")) == NULL)
		return (2);
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &u) != pid)
		return (2);
	fprintf(f, "%ld\n", u.ru_maxrss);
	fclose(f);
	return (WIFEXITED(status) ? WEXITSTATUS(status)
	    : 128 + WTERMSIG(status));
}
